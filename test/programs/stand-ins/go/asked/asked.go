// Package asked says what a program asks a service for.
package asked

import (
	"encoding/json"
	"fmt"
	"strings"
)

type request struct {
	Base  string `json:"base"`
	Key   string `json:"key"`
	Model string `json:"model"`
	Kind  string `json:"kind"`
}

// Note writes a line that begins as no other does.
func Note(base, key, model, kind string) {
	line, err := json.Marshal(request{strings.TrimRight(base, "/"), key, model, kind})
	if err != nil {
		panic(err)
	}
	fmt.Println("asked", string(line))
}
