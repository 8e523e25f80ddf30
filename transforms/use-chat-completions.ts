import { rewrite, type Transform } from '../src/plan/transform.js';

/** Legacy completions, which the gateway does not serve, as a chat call with one message from the user. */
export const useChatCompletions: Transform = {
  id: 'use-chat-completions',
  apply(unit, context) {
    return unit.uses.flatMap(({ call, shape, chatForm }) => {
      if (!chatForm || shape.asChat === undefined) return [];
      const writer = context.writer(call.model);
      const { prompt, answers } = chatForm;
      const { text } = call.model;
      const value = text.slice(prompt.value.start, prompt.value.end);
      const messages = `messages: ${writer.list([
        writer.inline(call.model, [
          ['role', writer.string(call.model, 'user')],
          ['content', value],
        ]),
      ])}`;
      const edits = [
        { ...chatForm.method, text: shape.asChat },
        { start: prompt.start, end: prompt.end, text: messages },
      ];
      return [
        rewrite(this.id, unit, call.model, call, edits, 'completions-to-chat'),
        ...answers.map((answer) =>
          rewrite(
            this.id,
            unit,
            answer.model,
            answer,
            [{ ...answer.propertySpan, text: writer.presentPath(answer.model, ['message', 'content']) }],
            'completions-to-chat',
          ),
        ),
      ];
    });
  },
};
