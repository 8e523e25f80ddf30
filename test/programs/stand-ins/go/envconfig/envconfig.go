// Package envconfig stands in for kelseyhightower/envconfig, in what the programs use of it.
package envconfig

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

func Process(prefix string, record any) error {
	return fill(prefix, reflect.ValueOf(record).Elem())
}

func MustProcess(prefix string, record any) {
	if err := Process(prefix, record); err != nil {
		panic(err)
	}
}

func fill(prefix string, record reflect.Value) error {
	for position := range record.NumField() {
		field, declared := record.Field(position), record.Type().Field(position)
		alternative := declared.Tag.Get("envconfig")
		name := alternative
		if name == "" {
			name = declared.Name
		}
		key := strings.ToUpper(name)
		if prefix != "" {
			key = strings.ToUpper(prefix + "_" + name)
		}
		if field.Kind() == reflect.Struct {
			if err := fill(key, field); err != nil {
				return err
			}
			continue
		}
		value, isSet := os.LookupEnv(key)
		if !isSet && alternative != "" {
			value, isSet = os.LookupEnv(strings.ToUpper(alternative))
		}
		if !isSet && declared.Tag.Get("required") == "true" {
			return fmt.Errorf("required key %s missing value", key)
		}
		if !isSet {
			value = declared.Tag.Get("default")
		}
		field.SetString(value)
	}
	return nil
}
