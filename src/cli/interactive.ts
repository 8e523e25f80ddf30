import type { Choices, Offer } from '../choose/choices.js';
import type { Movable } from '../choose/movable.js';
import type { FileChange, Report } from '../report.js';
import { renderDiff } from '../reporters/diff.js';
import { nameOf, renderOffer } from '../reporters/offer.js';
import type { ViewOptions } from '../reporters/view-options.js';
import { countOf, wrap } from '../reporters/wrap.js';
import type { Chooser } from '../run.js';
import { visibleLine } from '../visible.js';
import type { Prompt } from './prompt.js';

const HELP = `y - move this
n - leave this as it is
q - quit; leave this and all that is not decided yet
a - move this and the rest of this file
d - leave this and the rest of this file
j - decide later; go to the next one that is not decided
k - decide later; go to the one before that is not decided
/ - go to the next one whose place or name fits a regular expression: /chat
? - this help
Nothing is written before the last question.
`;

/** Asks unit by unit, with the letters of `git add -p`. */
export function askingChooser(prompt: Prompt, view: ViewOptions): Chooser {
  const dialogue = new Dialogue(prompt, view);
  return {
    decline: (choices) => dialogue.choose(choices),
    confirm: (report) => dialogue.confirm(report),
  };
}

class Dialogue {
  #answers = new Map<string, boolean>();
  /** Edits that the user has seen and wants. */
  readonly #seen = new Set<string>();
  #units: readonly Movable[] = [];

  constructor(
    readonly prompt: Prompt,
    readonly view: ViewOptions,
  ) {}

  async choose(choices: Choices): Promise<ReadonlySet<string>> {
    this.#units = choices.units;
    let at = 0;
    for (;;) {
      const unit = this.#openFrom(at, 1);
      if (!unit) break;
      at = this.#units.indexOf(unit);
      const offer = choices.offer(unit, this.#answers);
      if (!offer) this.#leaveHeld(unit);
      else if (offer.changes.length === 0) this.#answer(offer.units, true);
      else at = await this.#ask(choices, offer, unit);
    }
    return new Set(this.#units.filter(({ id }) => !this.#answers.get(id)).map(({ id }) => id));
  }

  /** Shows an offer, does what the user says, and gives where to go on. */
  async #ask(choices: Choices, offer: Offer, unit: Movable): Promise<number> {
    const at = this.#units.indexOf(unit);
    this.prompt.say(renderOffer(offer, `(${at + 1}/${this.#units.length})`, this.view));
    for (;;) {
      const typed = (await this.prompt.ask('Move this [y,n,q,a,d,j,k,/,?]? ')) ?? 'q';
      const next = this.#obey(typed.trim(), choices, offer, unit);
      if (next !== undefined) return next;
    }
  }

  #obey(typed: string, choices: Choices, offer: Offer, unit: Movable): number | undefined {
    const at = this.#units.indexOf(unit);
    const later = (one: Movable) => one.path === unit.path && this.#isOpen(one);
    switch (typed.startsWith('/') ? '/' : typed.toLowerCase()) {
      case 'y':
        this.#accept(offer);
        return at;
      case 'n':
        this.#answer(offer.units, false);
        return at;
      case 'a':
        this.#accept(offer);
        for (let one = this.#units.find(later); one; one = this.#units.find(later)) this.#acceptUnseen(choices, one);
        return at;
      case 'd':
        this.#answer([...offer.units, ...this.#units.filter(later)], false);
        return at;
      case 'q':
        this.#answer(this.#units.filter(this.#isOpen), false);
        return at;
      case 'j':
        return this.#goTo(this.#openFrom(at + 1, 1), unit);
      case 'k':
        return this.#goTo(this.#openFrom(at - 1, -1), unit);
      case '/':
        return this.#goTo(this.#fitting(typed.slice(1), at), unit);
      default:
        this.prompt.say(HELP);
        return undefined;
    }
  }

  #goTo(unit: Movable | undefined, from: Movable): number | undefined {
    if (unit && unit !== from) return this.#units.indexOf(unit);
    this.prompt.say('There is no other one that is not decided.\n');
    return undefined;
  }

  #fitting(pattern: string, at: number): Movable | undefined {
    const isFit = regularExpression(pattern);
    if (!isFit) this.prompt.say('This is no regular expression.\n');
    const inOrder = [...this.#units.slice(at + 1), ...this.#units.slice(0, at)];
    return isFit && inOrder.find((one) => this.#isOpen(one) && isFit.test(nameOf(one)));
  }

  /** The first unit that is not decided, from a place on, round the end. */
  #openFrom(at: number, step: 1 | -1): Movable | undefined {
    const { length } = this.#units;
    for (let count = 0; count < length; count++) {
      const unit = this.#units[(at + step * count + length * 2) % length];
      if (unit && this.#isOpen(unit)) return unit;
    }
    return undefined;
  }

  readonly #isOpen = ({ id }: Movable): boolean => !this.#answers.has(id);

  #accept({ units, changes }: Offer): void {
    for (const key of editsIn(changes)) this.#seen.add(key);
    this.#answer(units, true);
  }

  #acceptUnseen(choices: Choices, unit: Movable): void {
    const offer = choices.offer(unit, this.#answers);
    if (offer) this.#answer(offer.units, true);
    else this.#leaveHeld(unit);
  }

  #answer(units: readonly Movable[], isWanted: boolean): void {
    for (const { id } of units) this.#answers.set(id, isWanted);
  }

  #leaveHeld(unit: Movable): void {
    this.#answer([unit], false);
    this.prompt.say(`${this.#shown(nameOf(unit))} stays: it shares something with what you left.\n`);
  }

  /** Whether to write, once all is said: what was not seen yet is shown first. */
  async confirm(report: Report): Promise<boolean> {
    const { prompt, view } = this;
    const { changes } = report;
    if (changes.length === 0) {
      prompt.say('Nothing is chosen, so nothing is written.\n');
      return false;
    }
    const unseen = changes.filter((change) => editsIn([change]).some((key) => !this.#seen.has(key)));
    if (unseen.length > 0) prompt.say(`\nNot shown yet as it will be:\n${renderDiff({ changes: unseen }, view)}`);
    const chosen = this.#units.filter(({ id }) => this.#answers.get(id));
    prompt.say(`\n${countOf(chosen.length, 'unit')} of ${this.#units.length} chosen, in these files:\n`);
    for (const { path } of changes) prompt.say(`  ${this.#shown(path)}\n`);
    for (const line of heldBack(chosen, report))
      prompt.say(`${wrap(this.#shown(line), view.width, '  ').join('\n')}\n`);
    for (;;) {
      const typed = (await prompt.ask(`Write ${countOf(changes.length, 'file')} [y,n,v,?]? `)) ?? 'n';
      switch (typed.trim().toLowerCase()) {
        case 'y':
          return true;
        case 'n':
        case 'q':
          prompt.say('Nothing was written.\n');
          return false;
        case 'v':
          prompt.say(renderDiff(report, view));
          break;
        default:
          prompt.say('y - write\nn - write nothing\nv - show the whole diff\n');
      }
    }
  }

  #shown(text: string): string {
    return visibleLine(this.view.redactor?.redact(text) ?? text);
  }
}

/** Units that were chosen and do not move after all, with the reason. */
function heldBack(chosen: readonly Movable[], { findings }: Report): string[] {
  const moving = new Set(findings.filter(({ action }) => action === 'rewrite').map(({ unit }) => unit));
  return chosen.flatMap((unit) => {
    const held = findings.find((one) => one.id === 'unit' && one.unit === unit.id && one.action === 'review');
    return held && !moving.has(unit.id) ? [`${nameOf(unit)} stays after all: ${held.message}`] : [];
  });
}

function editsIn(changes: readonly FileChange[]): string[] {
  return changes.flatMap(({ path, edits }) =>
    edits.map(({ start, end, text }) => `${path}\0${start}\0${end}\0${text}`),
  );
}

function regularExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'i');
  } catch {
    return undefined;
  }
}
