import { rewrite, type Transform } from '../src/plan/transform.js';

/** `provider('id')` may mean the Responses API: names the chat variant that the SDK has beside it. */
export const useChatFactory: Transform = {
  id: 'use-chat-factory',
  apply(unit, context) {
    return unit.uses.flatMap(({ call, shape }) => {
      if (!shape.chatName) return [];
      const { callee } = call;
      const isMember = shape.path !== '' && callee.kind === 'member';
      const edit = isMember
        ? { ...callee.propertySpan, text: shape.chatName }
        : context.writer(call.model).callMethod(callee, shape.chatName);
      return [rewrite(this.id, unit, call.model, call, [edit], 'chat-factory', shape.chatName)];
    });
  },
};
