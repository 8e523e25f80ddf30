import type { Capability } from '../catalog/capability.js';
import type { HttpAnswer } from '../catalog/http.js';
import type { ClientShape, ModelForm, Sdk, Switch, UseShape } from '../catalog/sdk.js';
import type { Route } from '../catalog/service.js';
import type { Ignored } from '../ignore/ignored.js';
import type { Assignment, Binding, CallNode, Expression, SourceModel, Span, StringNode } from '../ir.js';
import type { CellPosition } from '../languages/source-map.js';
import type { Insertion } from '../languages/writer.js';
import type { Reach } from '../link/flow.js';
import type { Origin, OriginOf } from '../link/origins.js';
import type { Progress } from '../progress.js';
import type { ChatForm } from './completions.js';
import type { ParameterSource } from './parameter-sources.js';
import type { ReasonCode } from './reasons.js';
import type { Change } from './responses/conversion.js';
import type { ClientCopy } from './split/client-copy.js';

/** What the user asked for, with all defaults filled in. */
export interface PlanOptions extends Route {
  /** What happens to the names of environment variables. */
  env: 'rename' | 'keep';
  /** Exact ids or globs → target ids; the first that fits wins. */
  modelMap: readonly { from: string; to: string }[];
  /** Models of the gateway that answer calls which its usual one cannot, by what they ask for. */
  modelFor?: Partial<Readonly<Record<Capability, string>>>;
  /** Calls of the Responses API become chat calls, where all of a unit's can. */
  responses: 'chat' | 'keep';
  /** Documents may be rewritten, too. */
  docs?: boolean;
  /** Told how far the plan is. */
  progress?: Progress;
}

/** A replacement in one file. Offsets are UTF-16 code units in the decoded text. */
export interface Edit extends Insertion {
  path: string;
}

export type Action = 'rewrite' | 'keep' | 'review';
export type Severity = 'error' | 'warning' | 'note';

/** One thing to say about one place. */
export interface Finding {
  /** What it is about: the id of a transform, or of a rule. */
  id: string;
  path: string;
  /** UTF-16 offsets in the decoded text. */
  start: number;
  end: number;
  /** Where it is in a notebook. */
  inCell?: CellPosition;
  action: Action;
  reason: ReasonCode;
  message: string;
  severity: Severity;
  /** The migration unit that it belongs to. */
  unit?: string;
  /** The other units from which the same follows. */
  alsoOf?: string[];
  edits?: Edit[];
  /** What keeps it as it is, where something does. */
  ignored?: Ignored;
}

export type Role = 'baseUrl' | 'apiKey' | 'model' | 'organization';

/** One option of a client, wherever its value comes from. */
export interface Setting {
  /** Objects without it, whose value is handed on as it is: the SDK takes its own default for these. */
  leftOut?: readonly OriginOf<'absent'>[];
  origins: Origin[];
  /** Object literals that could hold the option and do not. */
  absent: OriginOf<'absent'>[];
  /** Only some of the values that are spread into the call hold it, or that a group of options may be. */
  isPartial?: true;
  /** What is given is added to a list of options, or assigned, in some cases only: in the others, if it `isMissing`, the SDK takes its default. */
  isConditional?: true;
  /** The call has no place for it yet (no argument). */
  isMissing: boolean;
  /** What the package was given for all of its clients; the call has a place for one of its own. */
  isOfPackage?: true;
  /** The expression written for it in the call itself. */
  value?: Expression;
  /** The option's name where it stands or would stand, from the call's argument in. */
  place: string;
}

export interface ClientUse {
  call: CallNode;
  shape: UseShape;
  model: Origin[];
  /** A model of the gateway that has to answer it, for what the usual one cannot. */
  answeredBy?: string;
  /** Where the request's parameters are given. */
  parameters?: readonly ParameterSource[];
  /** Parameters that are sent whatever the arguments say. */
  sends?: string[];
  /** For legacy completions that can be written as a chat call. */
  chatForm?: ChatForm;
  /** For a call of the Responses API that is to be written as a chat call: all that changes with it. */
  chatChanges?: Change[];
}

/** Units that must not move after all, by id: their rewrite did not stand up to `verify`, or was not chosen. */
export type Vetoes = ReadonlyMap<string, Veto>;

export interface Veto {
  code: ReasonCode;
  detail: string;
  /** What keeps it as it is. */
  ignored?: Ignored;
}

export type UnitVerdict = 'migrate' | 'keep' | 'review';

/** One client, or one raw request, with everything that flows into it. It moves whole or not at all. */
export interface Unit {
  id: string;
  /** Of several clients that one call makes: which. */
  part?: string;
  /** What made it, for messages: `OpenAI`, `fetch`. */
  name: string;
  model: SourceModel;
  span: Span;
  kind: 'client' | 'ready' | 'request' | 'module';
  sdk?: Sdk;
  shape?: ClientShape;
  /** The endpoint that every use calls, whatever the method. */
  always?: string;
  /** Why the client never moves. */
  stays?: string;
  /** What a move takes beyond options. */
  needs?: string;
  /** Keys that the client's own headers carry. */
  headerKeys?: Origin[];
  /** One of two services, chosen when the app runs. */
  isMixed?: boolean;
  call?: CallNode;
  binding?: Binding;
  /** For a module that is a client itself: what is assigned to its settings, by name. */
  assignments?: ReadonlyMap<string, readonly Assignment[]>;
  baseUrl: Setting;
  /** What the program sets the variable to from which the SDK takes the base URL. */
  impliedBaseUrl?: Origin[];
  apiKey: Setting;
  organization: Setting[];
  /** A model given to the client itself (wrappers). */
  ownModel?: Setting;
  /** How its models are spelled. */
  modelForm?: ModelForm;
  /** As of a use, for a wrapper of which no call is known that takes its model. */
  answeredBy?: string;
  /** Where parameters of all requests are given (wrappers). */
  parameters?: readonly ParameterSource[];
  uses: ClientUse[];
  /** What else becomes of the client. */
  others: Reach[];
  /** Calls on a client that asks for one thing only, whatever it is called for. */
  ownCalls: CallNode[];
  /** Calls on the client that no use describes. */
  unknownUses: { call: CallNode; path: string[]; isOwnServer?: true }[];
  isTest: boolean;
  /** Base URLs and models that tests of the unit pass in. */
  givenByTests?: StringNode[];
  /**
   * How it moves apart from what stays with the client that they share: as a copy of the client, as one made beside a
   * module that is a client itself, or by settings that each call gives for itself.
   */
  apart?: ClientCopy | 'made' | 'calls';
  /** For a request: how its answer is read. */
  answer?: HttpAnswer;
  /** What the path in an address becomes, for a request that is converted. */
  pathChange?: { node: StringNode; from: string; to: string };
  /** The settings that make it ask for responses, with the values that do, … */
  responsesSwitches?: { setting: Switch; origins: Origin[] }[];
  /** … and what changes when it is to ask for chat instead. */
  chatChanges?: Change[];
  /** What is to be said of its calls of the Responses API, if those do not become chat calls. */
  responsesReasons?: UnitReason[];
  /** Its base URL is the gateway's already. */
  isAtTarget?: boolean;
  verdict: UnitVerdict;
  reasons: UnitReason[];
}

export interface UnitReason {
  code: ReasonCode;
  /** Filled into the reason's sentence. */
  detail?: string;
  /** Where to look, when it is not the unit's own place. */
  at?: { model: SourceModel; span: Span };
}
