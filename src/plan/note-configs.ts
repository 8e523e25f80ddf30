import { variablesOf } from './assess-config.js';
import { isServedRequest } from './command-requests.js';
import { connectionOf } from './config-clients.js';
import { addReader } from './note-readers.js';
import type { VariableNotes } from './variables.js';

/** What files that configure use variables for. */
export function noteConfigs({ table, readers, options: { from } }: VariableNotes): void {
  for (const request of readers.requests.filter(isServedRequest))
    for (const { name, role } of request.variables)
      if (from.names(name)) table.of(name, request.config.path).roles.add(role);
  for (const client of readers.clients.filter(({ verdict }) => verdict === 'migrate')) {
    for (const { name, config, role } of variablesOf(client)) table.of(name, config.path).roles.add(role);
    const hasKey = client.isProgram || connectionOf(client).some(({ role }) => role === 'apiKey');
    const implied = hasKey ? undefined : client.facts.apiKey.default;
    if (implied !== undefined) table.of(implied, '').roles.add('apiKey');
  }
  // What nothing that moves reads is still given OpenAI's.
  for (const { holder, names, path } of readers.handedOn)
    if (!table.find(holder, path)?.roles.size)
      for (const name of names) {
        const variable = table.find(name, path);
        if (variable) addReader(variable, path);
      }
}
