import { isMoved } from '../src/plan/moved-uses.js';
import { rewrite, type Transform } from '../src/plan/transform.js';

/** `engine="…"` of old SDKs puts the model into the path of the request: the gateway reads it from the body. */
export const nameModelArgument: Transform = {
  id: 'name-model-argument',
  apply(unit) {
    return unit.uses.filter(isMoved).flatMap(({ call, shape }) => {
      const name = shape.modelArgument;
      const others = [shape.model ?? []].flat().filter((place) => place !== name);
      const argument = call.arguments.find((one) => one.name !== undefined && others.includes(one.name));
      if (name === undefined || !argument?.nameSpan) return [];
      const edit = { ...argument.nameSpan, text: name };
      return [rewrite(this.id, unit, call.model, argument, [edit], 'parameter-mapped', ADVICE)];
    });
  },
};

const ADVICE = 'The model is given as `model`, since `engine` would make it part of the address.';
