import { randomUUID } from 'node:crypto';
import { isFailure, judgeRequests } from '../gateway/judge-requests.js';
import { keyHolders, mayOpenGateway } from '../gateway/key-holders.js';
import { leadingEnvironment } from '../gateway/lead.js';
import { runCommand } from '../gateway/run-command.js';
import { startStandIn } from '../gateway/stand-in.js';
import { stayingClients } from '../plan/staying-clients.js';
import type { Redactor } from '../redact.js';
import { renderCommand, renderCommandJson } from '../reporters/verify.js';
import type { VerifyOptions } from './gateway-options.js';
import { planOf } from './plan-of.js';

const OPENAI_KEY = 'OPENAI_API_KEY';

/** Runs a command with a stand-in for both hosts, tells of its requests, and gives the exit code. */
export async function executeCommand(options: VerifyOptions, redactor: Redactor): Promise<number> {
  const { profile, env } = options.migrate;
  const { plan, report, root } = await planOf(options, redactor);
  const { environment, madeUpKeys } = withKeys(process.env, [profile.variables.apiKey, OPENAI_KEY]);
  const gatewayKeys = [profile.variables.apiKey, ...(env === 'keep' ? [OPENAI_KEY] : [])];
  for (const name of [...gatewayKeys, OPENAI_KEY]) redactor.add(environment[name] ?? '');
  const standIn = await startStandIn({
    profile,
    callsTools: options.callsTools,
    takes: (key, isOpenai) => {
      if (!isOpenai) return mayOpenGateway(key, environment, gatewayKeys);
      const holders = keyHolders(key, environment);
      return key !== '' && (holders.length === 0 || holders.some((name) => !gatewayKeys.includes(name)));
    },
  });
  const commandExitCode = await runCommand(options.run, root, leadingEnvironment(standIn, environment)).finally(
    standIn.close,
  );
  const isPending = report.summary.rewrite > 0 || report.changes.length > 0;
  const clients = stayingClients(plan.units);
  const requests = judgeRequests(standIn.seen, { isPending, ...clients, gatewayKeys }, environment);
  const exitCode = commandExitCode !== 0 ? commandExitCode : requests.some(isFailure) ? 1 : 0;
  const found = { command: options.run, commandExitCode, requests, staying: clients.staying, madeUpKeys, exitCode };
  process.stdout.write((options.json ? renderCommandJson : renderCommand)(found, redactor));
  return exitCode;
}

/** What has no key gets one that is made up: no request leaves the machine, and an app may not start without. */
function withKeys(own: NodeJS.ProcessEnv, names: readonly string[]) {
  const madeUpKeys = names.filter((name) => !own[name]);
  const made = Object.fromEntries(madeUpKeys.map((name) => [name, `made-up-${randomUUID()}`]));
  return { environment: { ...own, ...made } as NodeJS.ProcessEnv, madeUpKeys };
}
