/** Whether a condition may ask what a text is, or holds: most conditions do not, and their branches need not be known. */
export function mayAskForText(condition: string): boolean {
  return /["'`]|\bin\b|(?:includes|has|Contains)\(/.test(condition);
}
