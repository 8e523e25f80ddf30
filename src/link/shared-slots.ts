import { flowFacts, type SharedObject } from '../catalog/flow.js';
import type { Assignment, Expression, MemberNode } from '../ir.js';
import { importsLike } from './imported-by.js';
import type { Project } from './project.js';

/** A place in an object that a framework hands around, in which one part of a program puts what others take: `app.state.client`. */
interface Slot {
  object: SharedObject;
  name: string;
}

/** What is put into the slot that is read; undefined where it is none, or where several values are put there. */
export function valueInSlot(project: Project, read: MemberNode): Expression | undefined {
  const slot = slotOf(read);
  return slot && onlyWrite(project, read, slot)?.value;
}

/** The places that take what is put into the slot; none where other values are put there, too. */
export function readsOfSlot(project: Project, write: MemberNode): MemberNode[] {
  const slot = slotOf(write);
  if (!slot || onlyWrite(project, write, slot)?.target !== write) return [];
  return placesOf(project, write, slot).filter((one) => !project.assignmentTo(one));
}

function slotOf({ object, property, model }: MemberNode): Slot | undefined {
  // Most files import no such framework, and nothing in them has to be looked at.
  const known = flowFacts(model.language).sharedObjects?.filter(({ imports }) => importsLike(model, imports)) ?? [];
  const shared = property === undefined || known.length === 0 ? undefined : lastNameOf(object);
  const found = known.find((one) => one.property === shared);
  return found && property !== undefined ? { object: found, name: property } : undefined;
}

/** `state` of `request.app.state`, and of a name that is given that. */
function lastNameOf(node: Expression): string | undefined {
  if (node.kind === 'member') return node.property;
  const [definition, ...more] = node.kind === 'reference' ? (node.binding?.definitions ?? []) : [];
  if (definition?.from !== 'value' || more.length > 0 || definition.path.length > 0) return undefined;
  return definition.value.kind === 'member' ? definition.value.property : undefined;
}

/** The one assignment; what is nothing is put there for the time being. */
function onlyWrite(project: Project, member: MemberNode, slot: Slot): Assignment | undefined {
  const writes = placesOf(project, member, slot).flatMap((one) => project.assignmentTo(one) ?? []);
  const given = writes.filter(({ value }) => value.kind !== 'constant' || Boolean(value.value));
  return given.length === 1 ? given[0] : undefined;
}

/** In all files: one that names nothing of OpenAI's may take a client there, or put another one. */
function placesOf(project: Project, { model }: MemberNode, { object, name }: Slot): MemberNode[] {
  project.readHolding(object.spelled, model.language);
  return project.members
    .get(name)
    .filter((one) => one.model.language === model.language && slotOf(one)?.object === object);
}
