/** Names that are there in every file; none of them can hold what rules ask about. */
const PREDECLARED = new Set(
  'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr append cap clear close complex copy delete imag len make max min new panic print println real recover nil true false iota _'.split(
    ' ',
  ),
);

export function isPredeclared(name: string): boolean {
  return PREDECLARED.has(name);
}
