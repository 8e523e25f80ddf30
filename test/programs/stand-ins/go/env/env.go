// Package env stands in for caarlos0/env, in what the programs use of it.
package env

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

func Parse(record any) error {
	return fill(reflect.ValueOf(record).Elem(), "")
}

func ParseAs[T any]() (T, error) {
	var record T
	return record, Parse(&record)
}

func fill(record reflect.Value, prefix string) error {
	for position := range record.NumField() {
		field, tag := record.Field(position), record.Type().Field(position).Tag
		if field.Kind() == reflect.Struct {
			if err := fill(field, prefix+tag.Get("envPrefix")); err != nil {
				return err
			}
			continue
		}
		name, option, _ := strings.Cut(tag.Get("env"), ",")
		if name == "" {
			continue
		}
		value, isSet := os.LookupEnv(prefix + name)
		if !isSet && option == "required" {
			return fmt.Errorf("%s is not set", prefix+name)
		}
		if !isSet {
			value = tag.Get("envDefault")
		}
		field.SetString(value)
	}
	return nil
}
