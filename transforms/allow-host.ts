import { endpointOfPath } from '../src/catalog/capabilities.js';
import type { Service } from '../src/catalog/service.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import { note } from '../src/plan/finding.js';
import { gatewayForm, isAllowed, isHost } from '../src/plan/host-forms.js';
import { hostsInConfig } from '../src/plan/hosts-in-config.js';
import { hostsInDocument } from '../src/plan/hosts-in-document.js';
import { hostsInSource } from '../src/plan/hosts-in-source.js';
import type { NamedHost } from '../src/plan/named-host.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';

/** Adds the gateway's host wherever the hosts are named that may be asked: what moves could not reach it else. */
export const allowHost: NamesTransform = {
  id: 'allow-host',
  apply(context) {
    const { linked, configs, documents, senders, moves, writer } = context;
    const { from } = context.options;
    const edited = new Set(moves.flatMap(({ edits = [] }) => edits.map(({ path, start }) => `${path}\0${start}`)));
    const files = [
      ...[...linked.project.models.values()].map((model) => ({
        path: model.path,
        hosts: hostsInSource(model, linked, writer(model), from),
      })),
      ...configs
        .filter(({ isCode }) => !isCode)
        .map((config) => ({ path: config.path, hosts: hostsInConfig(config, from) })),
      ...documents.map((document) => ({ path: document.path, hosts: hostsInDocument(document, from) })),
    ];
    return files
      .filter(({ path, hosts }) => hosts.length > 0 && !isTestPath(path))
      .flatMap(({ path, hosts }) => {
        const isAsked = senders.askGatewayFor(path);
        return hosts.flatMap((host) =>
          edited.has(`${path}\0${host.span.start}`) ? [] : allow(path, host, isAsked, context),
        );
      });
  },
};

function allow(path: string, host: NamedHost, isAsked: boolean, { options }: NamesContext): Finding[] {
  const id = allowHost.id;
  const form = gatewayForm(host.text, options);
  if (form === undefined) return host.isAllowed ? staysAllowed(path, host, options.from) : [];
  if (host.isAllowed && isAllowed(host.hosts, form)) return [note(id, path, host.span, 'keep', 'host-listed', form)];
  if (!isAsked) return [];
  if (!host.isAllowed) {
    const isAmongHosts = host.hosts.filter(isHost).length > 1;
    return isAmongHosts ? [note(id, path, host.span, 'review', 'list-unknown', form)] : [];
  }
  const edits = host.add(form);
  if (!edits) return [note(id, path, host.span, 'review', 'host-not-added', form)];
  host.hosts.push(form);
  return [rewrite(id, undefined, { path }, host.span, edits, 'host-added', form)];
}

/** A host is also there for what the gateway does not serve. */
function staysAllowed(path: string, { text, span }: NamedHost, from: Service): Finding[] {
  const [host] = from.hostsIn(text);
  if (!host) return [];
  if (/^wss?:/.test(text)) return [note(allowHost.id, path, span, 'keep', 'realtime')];
  const endpoint = endpointOfPath(text.slice(host.end));
  return endpoint ? [note(allowHost.id, path, span, 'keep', 'not-served', endpoint.title)] : [];
}
