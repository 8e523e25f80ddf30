import { checkGateway } from '../gateway/check-gateway.js';
import { exitCodeOf } from '../gateway/outcomes.js';
import { usableKey } from '../gateway/usable-key.js';
import type { GatewayUses } from '../plan/gateway-uses.js';
import type { Redactor } from '../redact.js';
import { renderGateway, renderGatewayJson } from '../reporters/verify.js';
import type { VerifyOptions } from './gateway-options.js';
import { planOf } from './plan-of.js';
import { executeCommand } from './verify-command.js';

/** Asks the gateway, or looks where a command's requests go, and gives the exit code. */
export async function executeVerify(options: VerifyOptions, redactor: Redactor): Promise<number> {
  return options.run.length > 0 ? executeCommand(options, redactor) : askGateway(options, redactor);
}

async function askGateway(options: VerifyOptions, redactor: Redactor): Promise<number> {
  const { migrate, timeout, json } = options;
  const { profile, modelMap, modelFor } = migrate;
  const key = usableKey(profile, process.env);
  redactor.add(key);
  const uses: GatewayUses = options.smoke
    ? (await planOf(options, redactor)).plan.gatewayUses()
    : { models: [], kinds: [] };
  const ids = [profile.model, ...modelMap.map(({ to }) => to), ...Object.values(modelFor), ...uses.models];
  const models = [...new Set(ids.filter((id) => id !== '').map((id) => profile.aliases[id] ?? id))];
  const kinds = options.smoke && uses.kinds.length === 0 ? (['plain'] as const) : uses.kinds;
  const checks = await checkGateway({ profile, models, kinds, key, timeout });
  const exitCode = exitCodeOf(checks);
  const { baseUrl, title, variables } = profile;
  const report = { baseUrl, title, keyVariable: variables.apiKey, checks, exitCode };
  process.stdout.write((json ? renderGatewayJson : renderGateway)(report, redactor));
  return exitCode;
}
