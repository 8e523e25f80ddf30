import { flowFacts } from '../catalog/flow.js';
import type { SourceModel, Span } from '../ir.js';
import { handedType } from '../link/handlers.js';
import type { Linked } from '../link/link.js';
import { dottedName, only } from '../link/origins.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';

/** Whether a member of a type is that of what a call gives which gives the environment: `env<{ NAME: string }>(c)`. */
export function isTypeOfRead(member: Span, model: SourceModel, { resolver }: Linked): boolean {
  const reads = flowFacts(model.language).environment.flatMap(({ package: from = '', path }) =>
    path.at(-2) === '()' && path.at(-1) === '*' ? [dottedName({ package: from, path: path.slice(0, -2) })] : [],
  );
  const isNamed = (name: string) => reads.some((read) => read.endsWith(`.${name}`));
  return named(model, 'calls', isNamed).some(
    ({ callee, arguments: [first], start, end }) =>
      isWithin(member, { start, end }) &&
      member.start >= callee.end &&
      (!first || member.end <= first.start) &&
      only(resolver.at(callee, []), 'external').some((one) => reads.includes(dottedName(one))),
  );
}

/** Whether a package's own names are those of variables: `import { NAME } from '$env/static/private'`. */
export function isModuleOfNames(name: string, model: SourceModel): boolean {
  return flowFacts(model.language).environment.some((read) => read.package === name && read.path.join('.') === '*');
}

/** Whether a type is that of the environment which a platform hands over: `fetch(request: Request, env: Settings)`. */
export function isTypeHandedOver(type: string, { project, resolver }: Linked): boolean {
  return [...project.models.values()].some((model) => {
    const { environment } = flowFacts(model.language);
    const isWhole = (handed?: string) =>
      handed !== undefined && environment.some((read) => read.type === handed && read.path.length === 1);
    return named(model, 'functions', (name) => name === type).some((owner) =>
      owner.parameters.some(
        (parameter) => parameter.type?.names[0] === type && isWhole(handedType(resolver, owner, parameter)),
      ),
    );
  });
}
