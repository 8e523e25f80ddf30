import { OpenAI } from 'openai';
import { clientFor, evaluateWith, tellTo, USER_REQUIRED } from './holysheep-canary.js';

// Makes calls as the steps in STEPS say, and prints what came of each. test/e2e/canary.test.ts starts it.

const control = new OpenAI({ baseURL: process.env.CONTROL_URL, maxRetries: 0, organization: 'org-control' });

async function main() {
  const results = [];
  for (const step of JSON.parse(process.env.STEPS)) {
    Object.assign(process.env, step.env);
    if (step.mode) await fetch(`${process.env.MODE_URL}${step.mode}`, { method: 'POST' });
    evaluateWith(
      step.flag === undefined
        ? undefined
        : (flag, byDefault, { targetingKey }) => evaluated(step.flag, flag, byDefault, targetingKey),
    );
    const outcomes = [];
    tellTo((outcome) => outcomes.push(outcome));
    const client = clientFor(step.user ?? USER_REQUIRED, control);
    const result = { isControl: client === control, text: '', outcomes };
    try {
      const answer = await client.chat.completions.create(step.body);
      if (!step.body.stream) result.text = answer.choices[0].message.content;
      else
        for await (const chunk of answer) {
          result.text += chunk.choices[0]?.delta.content ?? '';
          if (step.stopsEarly && result.text !== '') break;
        }
    } catch (error) {
      result.error = error.constructor.name;
    }
    results.push(result);
  }
  console.log(JSON.stringify(results));
}

async function evaluated(says, ...given) {
  if (says === 'fails') throw new TypeError('no flags today');
  return says === 'default' ? given[1] : says === `${given}`;
}

main();
