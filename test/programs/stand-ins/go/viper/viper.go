// Package viper stands in for spf13/viper, in what the programs use of it.
package viper

import (
	"os"
	"strings"
)

var (
	isAutomatic bool
	prefix      string
	replacer    = strings.NewReplacer()
	defaults    = map[string]string{}
	bound       = map[string]string{}
)

func AutomaticEnv() { isAutomatic = true }

func SetEnvPrefix(given string) { prefix = strings.ToUpper(given) + "_" }

func SetEnvKeyReplacer(given *strings.Replacer) { replacer = given }

func SetDefault(key string, value any) { defaults[strings.ToLower(key)] = value.(string) }

func BindEnv(given ...string) error {
	key := strings.ToLower(given[0])
	if len(given) == 1 {
		bound[key] = nameOf(key)
	} else {
		bound[key] = given[1]
	}
	return nil
}

func GetString(key string) string {
	key = strings.ToLower(key)
	if value := os.Getenv(nameOf(key)); isAutomatic && value != "" {
		return value
	}
	if value := os.Getenv(bound[key]); value != "" {
		return value
	}
	return defaults[key]
}

func nameOf(key string) string {
	return prefix + strings.ToUpper(replacer.Replace(key))
}
