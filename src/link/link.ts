import { CallSites } from './call-sites.js';
import { Flow, type PassThrough } from './flow.js';
import { loadReceivers } from './handed-on.js';
import type { Project } from './project.js';
import { Resolver } from './resolve.js';

/** The linked project: values can be followed both ways over all its files. */
export interface Linked {
  project: Project;
  resolver: Resolver;
  flow: Flow;
  /** As `flow`, but from a text on into the longer texts that it becomes part of. */
  textFlow: Flow;
}

export function link(project: Project, passesThrough: PassThrough): Linked {
  loadReceivers(project);
  const callSites = new CallSites(project);
  const resolver = new Resolver(project, callSites);
  callSites.resolver = resolver;
  return {
    project,
    resolver,
    flow: new Flow(project, resolver, passesThrough),
    textFlow: new Flow(project, resolver, passesThrough, true),
  };
}
