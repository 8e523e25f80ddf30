import { TABLES, type Table } from '../../names.js';
import {
  Call,
  Cast,
  Choice,
  Constant,
  Construction,
  Element,
  EscapedText,
  Given,
  List,
  Mapping,
  Member,
  Operation,
  OptionalMember,
  Pair,
  PatternLiteral,
  Piece,
  PlacedMember,
  PlacedPair,
  Reference,
  Self,
  Template,
  Text,
  Wrapper,
} from './node-classes.js';
import { DECORATOR, TEST } from './nodes.js';
import { Bound, Received, Unpacked } from './parts.js';

/**
 * How a model lies in numbers, in one array of them.
 *
 * Every object of the model (a node, a binding, an argument, a use, …) is a record: the number of its shape, then a number for
 * each field, two for a span. A record is known by the place where it begins, and refers to others by theirs; 0 is
 * nothing. Expressions come first, in their order, so that a greater place is a later node.
 *
 *   record   shape, field, field, …
 *   list     count, element, element, …
 *   header   at the beginning: the model's lists, and a list for each table of names (name, place, name, place, …)
 *
 * Texts are numbers in a dictionary that the models of a thread share: 0 is none, and n the text before n.
 */
export const HEADER = [
  'expressions',
  'bindings',
  'assignments',
  'exports',
  'types',
  'switches',
  'raising',
  'branches',
  'caught',
  'contexts',
  'typeMembers',
  'imports',
  'firstStatement',
] as const;
export type HeaderField = (typeof HEADER)[number];

/** Where in the header the model's own field stands, … */
export function headerOf(field: HeaderField): number {
  return HEADER.indexOf(field) + 1;
}

/** … and the list of a table of names. */
export function headerOfTable(table: Table): number {
  return HEADER.length + TABLES.indexOf(table) + 1;
}

/** What all models share has the same place in each. */
export const CONSTANTS = [TEST, DECORATOR].map((one, index) =>
  Object.assign(one, { place: headerOfTable('calls') + TABLES.length + index }),
);
export const FIRST_PLACE = headerOfTable('calls') + TABLES.length + CONSTANTS.length;

export type FieldKind =
  | 'number'
  /** A number that may be missing: one more than it is. */
  | 'index'
  | 'flag'
  /** True, or missing. */
  | 'mark'
  | 'text'
  /** A number, a truth value, `null` or nothing, spelled out. */
  | 'constant'
  | 'span'
  | 'texts'
  /** Another record, … */
  | 'one'
  /** … or a list of them; the optional one may be missing. */
  | 'list'
  | 'optional list';

export interface Shape {
  /** In `SHAPES`. */
  number: number;
  name: string;
  /** What a record of the shape has beside its fields. */
  prototype: object;
  fields: readonly { name: string; kind: FieldKind; place: number }[];
  size: number;
}

export const SHAPES: Shape[] = [];

function shape(name: string, prototype: object, fields: Record<string, FieldKind>): Shape {
  let size = 1;
  const placed = Object.entries(fields).map(([field, kind]) => {
    const place = size;
    size += kind === 'span' ? 2 : 1;
    return { name: field, kind, place };
  });
  const made = { number: SHAPES.length, name, prototype, fields: placed, size };
  SHAPES.push(made);
  return made;
}

const SPAN = { start: 'number', end: 'number' } as const;
const NODE = { ...SPAN, use: 'one' } as const;
const CALL = { ...NODE, callee: 'one', arguments: 'list', argumentsStart: 'number', argumentsEnd: 'number' } as const;
const MEMBER = { ...NODE, object: 'one', key: 'one', property: 'text' } as const;
const PLACED_MEMBER = { ...MEMBER, propertyStart: 'number', propertyEnd: 'number' } as const;
const WRAPPER = { ...NODE, operator: 'text', value: 'one' } as const;
const BOUND = { value: 'one', path: 'texts', binding: 'one' } as const;
const IN_PATTERN = { fallback: 'one', keySpan: 'span', shorthand: 'mark' } as const;

/** By the class of the object. */
const OF_CLASSES = new Map<unknown, Shape>([
  [Text, shape('text', Text.prototype, { ...NODE, quote: 'text' })],
  [EscapedText, shape('escaped text', EscapedText.prototype, { ...NODE, quote: 'text', meant: 'text' })],
  [Piece, shape('piece', Piece.prototype, { ...NODE, quote: 'text', value: 'text' })],
  [Constant, shape('constant', Constant.prototype, { ...NODE, value: 'constant' })],
  [Reference, shape('reference', Reference.prototype, { ...NODE, name: 'text', binding: 'one' })],
  [Self, shape('self', Self.prototype, { ...NODE, of: 'one' })],
  [PatternLiteral, shape('pattern', PatternLiteral.prototype, { ...NODE, patternEnd: 'number' })],
  [Member, shape('member', Member.prototype, MEMBER)],
  [PlacedMember, shape('placed member', PlacedMember.prototype, PLACED_MEMBER)],
  [OptionalMember, shape('optional member', OptionalMember.prototype, PLACED_MEMBER)],
  [Call, shape('call', Call.prototype, CALL)],
  [Construction, shape('construction', Construction.prototype, CALL)],
  [Element, shape('element', Element.prototype, CALL)],
  [Given, shape('argument', Given.prototype, { ...SPAN, call: 'one', name: 'text', spread: 'text', value: 'one' })],
  [Mapping, shape('object', Mapping.prototype, { ...NODE, form: 'text', entries: 'list' })],
  [Pair, shape('entry', Pair.prototype, { ...SPAN, object: 'one', key: 'text', written: 'one', value: 'one' })],
  [
    PlacedPair,
    shape('placed entry', PlacedPair.prototype, {
      ...SPAN,
      object: 'one',
      key: 'text',
      keyStart: 'number',
      keyEnd: 'number',
      form: 'number',
      computedKey: 'one',
      value: 'one',
    }),
  ],
  [List, shape('list', List.prototype, { ...NODE, items: 'list' })],
  [Operation, shape('operation', Operation.prototype, { ...NODE, operator: 'text', operands: 'list' })],
  [Template, shape('template', Template.prototype, { ...NODE, concatenated: 'flag', parts: 'list' })],
  [Choice, shape('choice', Choice.prototype, { ...NODE, operator: 'text', test: 'one', options: 'list' })],
  [Wrapper, shape('wrapper', Wrapper.prototype, WRAPPER)],
  [Cast, shape('cast', Cast.prototype, { ...WRAPPER, type: 'one' })],
  [Bound, shape('bound', Bound.prototype, BOUND)],
  [Unpacked, shape('unpacked', Unpacked.prototype, { ...BOUND, ...IN_PATTERN })],
  [
    Received,
    shape('received', Received.prototype, {
      function: 'one',
      parameter: 'one',
      path: 'texts',
      binding: 'one',
      ...IN_PATTERN,
    }),
  ],
]);

/** Of other nodes, by their kind. */
const OF_KINDS: Record<string, Shape> = {
  function: shape(
    'function',
    { kind: 'function' },
    {
      ...NODE,
      name: 'text',
      parameters: 'list',
      returns: 'list',
      yields: 'optional list',
      type: 'one',
      owner: 'one',
      decorators: 'list',
    },
  ),
  class: shape(
    'class',
    { kind: 'class' },
    { ...NODE, name: 'text', superclass: 'one', fields: 'list', constructor_: 'one' },
  ),
  module: shape('module', { kind: 'module' }, { ...NODE, specifier: 'text', specifierSpan: 'span' }),
  super: shape('super', { kind: 'super' }, { ...NODE, class: 'one' }),
};

/** Of definitions, by where they are from. */
const OF_DEFINITIONS: Record<string, Shape> = {
  import: shape('import', { from: 'import' }, { specifier: 'text', imported: 'text', importedSpan: 'span' }),
  parameter: shape('parameter', { from: 'parameter' }, { function: 'one', parameter: 'one', path: 'texts' }),
  unknown: shape('unknown', { from: 'unknown' }, {}),
};

/** Of uses, by what they are. */
const OF_USES: Record<string, Shape> = {
  definition: shape('definition', { as: 'definition' }, { targets: 'list', assignments: 'optional list' }),
  fallback: shape('fallback', { as: 'fallback' }, { target: 'one', parameter: 'one' }),
  exported: shape('exported', { as: 'exported' }, { name: 'text' }),
  assignment: shape('assignment', { as: 'assignment' }, { assignment: 'one' }),
  returned: shape('returned', { as: 'returned' }, { from: 'one' }),
  yielded: shape('yielded', { as: 'yielded' }, { from: 'one' }),
  key: shape('key', { as: 'key' }, { of: 'one' }),
  field: shape('field', { as: 'field' }, { class: 'one', field: 'one' }),
  superclass: shape('superclass', { as: 'superclass' }, { class: 'one' }),
  type: shape('type', { as: 'type' }, { declaration: 'one' }),
  test: shape('test', { as: 'test' }, {}),
  decorator: shape('decorator', { as: 'decorator' }, {}),
};

/** Of all else, by a field that no other has. */
const OF_FIELDS: [string, Shape][] = [
  [
    'isTopLevel',
    shape(
      'binding',
      {},
      {
        ...SPAN,
        name: 'text',
        kind: 'text',
        definitions: 'list',
        references: 'list',
        isTopLevel: 'flag',
        type: 'one',
        whole: 'one',
        continued: 'optional list',
        versions: 'optional list',
      },
    ),
  ],
  [
    'targets',
    shape(
      'parameter of a function',
      {},
      { targets: 'list', fallback: 'one', rest: 'text', name: 'text', index: 'index', type: 'one' },
    ),
  ],
  [
    'isGetter',
    shape(
      'field of a class',
      {},
      {
        name: 'text',
        nameSpan: 'span',
        isStatic: 'flag',
        isShared: 'mark',
        isGetter: 'flag',
        value: 'one',
        type: 'one',
      },
    ),
  ],
  [
    'isConditional',
    shape(
      'assigned',
      {},
      { ...SPAN, target: 'one', value: 'one', isConditional: 'flag', branch: 'span', operator: 'text' },
    ),
  ],
  ['isUnion', shape('declaration', {}, { ...SPAN, name: 'text', literals: 'list', isUnion: 'flag', names: 'texts' })],
  ['literals', shape('type use', {}, { ...SPAN, names: 'texts', literals: 'list', metadata: 'optional list' })],
  ['names', shape('imported', {}, { ...SPAN, specifier: 'text', names: 'list' })],
  ['local', shape('imported name', {}, { ...SPAN, imported: 'text', local: 'text' })],
  ['keySpan', shape('target in a pattern', {}, { binding: 'one', path: 'texts', ...IN_PATTERN })],
  ['path', shape('target', {}, { binding: 'one', path: 'texts' })],
  ['subject', shape('switch', {}, { subject: 'one', cases: 'list' })],
  ['specifier', shape('reexport', {}, { name: 'text', specifier: 'text', imported: 'text' })],
  ['binding', shape('export', {}, { name: 'text', binding: 'one' })],
  ['value', shape('export of a value', {}, { name: 'text', value: 'one' })],
  ['of', shape('member of a type', {}, { ...SPAN, name: 'text', of: 'text' })],
  ['testSpan', shape('branch', {}, { ...SPAN, testSpan: 'span', holds: 'flag' })],
  ['start', shape('span', {}, SPAN)],
];

/** Where in a record a field stands. */
export function offsetOf(shapeName: string, field: string): number {
  const one = SHAPES.find(({ name }) => name === shapeName);
  return one?.fields.find(({ name }) => name === field)?.place ?? 0;
}

function shapeByField(object: object): Shape | undefined {
  for (let index = 0; index < OF_FIELDS.length; index++) {
    const [field, found] = OF_FIELDS[index] as [string, Shape];
    if (field in object) return found;
  }
  return undefined;
}

interface Discriminated {
  constructor: unknown;
  kind?: string;
  from?: string;
  as?: string;
}

/** The shape of an object's record. */
export function shapeOf(object: object): Shape {
  const { constructor: made, kind, from, as } = object as Discriminated;
  const found =
    made !== Object
      ? OF_CLASSES.get(made)
      : as !== undefined
        ? OF_USES[as]
        : from !== undefined
          ? OF_DEFINITIONS[from]
          : kind !== undefined && !('isTopLevel' in object)
            ? OF_KINDS[kind]
            : shapeByField(object);
  if (!found) throw new Error(`no shape for ${Object.keys(object).join(', ')}`);
  return found;
}
