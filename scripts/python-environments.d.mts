export function findPython(): { command: string; version: string } | undefined;
export function pythonEnvironments(): Promise<Map<string, string>>;
