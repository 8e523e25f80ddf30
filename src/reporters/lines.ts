/** The lines of a text as git counts them: ended by a line feed, which belongs to its line. */
export class Lines {
  /** The offset at which each line starts; a text that ends in a line feed has no empty line after it. */
  private readonly starts: number[] = [];

  constructor(readonly text: string) {
    for (let start = 0; start < text.length; ) {
      this.starts.push(start);
      const newline = text.indexOf('\n', start);
      start = newline === -1 ? text.length : newline + 1;
    }
  }

  get count(): number {
    return this.starts.length;
  }

  /** Where a line starts; the text's end for the line after the last. */
  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  end(line: number): number {
    return this.start(line + 1);
  }

  /** The line that an offset lies in; the number of lines for the end of a text that is empty or ends in a line feed. */
  at(offset: number): number {
    if (offset >= this.text.length) return this.count - (this.text === '' || this.text.endsWith('\n') ? 0 : 1);
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  slice(line: number): string {
    return this.text.slice(this.start(line), this.end(line));
  }
}
