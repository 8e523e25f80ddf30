import { APP } from './app.js';

export const LOOKUP = `"${APP}/lookup"`;

/** What the programs' own packages share. */
export const LOOKUP_FILE = `package lookup

import "os"

// Env gives what a variable holds, or something else where it is not set.
func Env(name, fallback string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return fallback
}

// Or gives the first one that is not empty.
func Or(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}
`;
