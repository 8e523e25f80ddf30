import type { CallNode, Expression } from '../../ir.js';
import { assign } from './assignments.js';
import type { Context } from './convert.js';

/**
 * `flag.StringVar(&name, "name", "default", "usage")`: the variable that an option of the command line is put into gets its
 * default, by whatever library, since they all follow the one of the language.
 */
export function convertOptionInto(c: Context, call: CallNode): void {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : undefined;
  const isOption = name === 'StringVar' || name === 'StringVarP';
  const [into] = call.arguments;
  const otherwise = call.arguments[name === 'StringVarP' ? 3 : 2]?.value;
  if (!isOption || !otherwise || into?.value.kind !== 'wrapper') return;
  give(c, into.value.value, otherwise);
}

function give(c: Context, into: Expression, value: Expression): void {
  if (into.kind === 'member') assign(c, into, value);
  else if (into.kind === 'reference') into.binding?.definitions.push({ from: 'value', value, path: [] });
}
