/** Characters that the parser asks for at once: those that web-tree-sitter 0.27 has room for (`INPUT_BUFFER_SIZE`). */
const ROOM = 5_119;

let input = '';

/** What the parser reads next. */
export function setInput(text: string): void {
  input = text;
}

/**
 * Starts web-tree-sitter's program (`Module.instantiateWasm` of Emscripten), which is given the text as it lies in memory: its own code
 * hands it over character by character, which is a twentieth of the time of parsing.
 */
export async function instantiate(
  program: BufferSource,
  imports: WebAssembly.Imports,
): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  const { env } = imports;
  const memory = env?.memory;
  if (!(memory instanceof WebAssembly.Memory) || !env?.tree_sitter_parse_callback)
    throw new Error('another version of web-tree-sitter');
  env.tree_sitter_parse_callback = (to: number, index: number, _row: number, _column: number, lengthAt: number) => {
    const text = input.slice(index, index + ROOM);
    new DataView(memory.buffer).setInt32(lengthAt, text.length, true);
    Buffer.from(memory.buffer, to, 2 * text.length).write(text, 'utf16le');
  };
  return WebAssembly.instantiate(program, imports);
}
