export function asCommonJs(path: string, code: string): string;
