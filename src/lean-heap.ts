import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage when the heap has grown by a half, and not when it has grown to three or four times what is in use: reading a
 * text leaves many times its size behind. It costs 3 % of the processor's time at most, and gives a third of the memory back
 * (`bench/README.md`).
 */
export function keepHeapLean(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
