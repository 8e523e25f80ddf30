import type { NamesTransform, Transform } from '../src/plan/transform.js';
import { addModelEntry } from './add-model-entry.js';
import { addProvider } from './add-provider.js';
import { allowHost } from './allow-host.js';
import { defaultApiKey } from './default-api-key.js';
import { defaultBaseUrl } from './default-base-url.js';
import { followAssertion } from './follow-assertion.js';
import { followMock } from './follow-mock.js';
import { followStub } from './follow-stub.js';
import { mapModel } from './map-model.js';
import { nameModelArgument } from './name-model-argument.js';
import { recordAgain } from './record-again.js';
import { renameInDeployLink } from './rename-in-deploy-link.js';
import { renameTokenLimit } from './rename-token-limit.js';
import { renameVariable } from './rename-variable.js';
import { replaceClass } from './replace-class.js';
import { replaceDeveloperRole } from './replace-developer-role.js';
import { setApiKey } from './set-api-key.js';
import { setBaseUrl } from './set-base-url.js';
import { setClientOptions } from './set-client-options.js';
import { setConfig } from './set-config.js';
import { setConfigClient } from './set-config-client.js';
import { setDefault } from './set-default.js';
import { setModuleOptions } from './set-module-options.js';
import { setVariable } from './set-variable.js';
import { splitClient } from './split-client.js';
import { useChatCompletions } from './use-chat-completions.js';
import { useChatFactory } from './use-chat-factory.js';
import { useChatForResponses } from './use-chat-for-responses.js';
import { widenModelType } from './widen-model-type.js';
import { wrapArgument } from './wrap-argument.js';

/** The whole rewrite of a unit, in the order in which its findings are told. */
export const TRANSFORMS: readonly Transform[] = [
  splitClient,
  replaceClass,
  // What goes behind a value goes before an option that follows it at the same place.
  defaultBaseUrl,
  defaultApiKey,
  setClientOptions,
  wrapArgument,
  setModuleOptions,
  setBaseUrl,
  setApiKey,
  addProvider,
  useChatFactory,
  useChatCompletions,
  useChatForResponses,
  mapModel,
  nameModelArgument,
  widenModelType,
  addModelEntry,
  replaceDeveloperRole,
  renameTokenLimit,
];

/** What moves over all files once the units are known. */
export const NAMES_TRANSFORMS: readonly NamesTransform[] = [
  renameVariable,
  setVariable,
  setConfigClient,
  setConfig,
  renameInDeployLink,
  setDefault,
  followMock,
  followAssertion,
  followStub,
  allowHost,
  recordAgain,
];
