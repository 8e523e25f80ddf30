package option

import "time"

type Config struct{ Base, Key string }

type RequestOption func(*Config)

func WithBaseURL(address string) RequestOption {
	return func(c *Config) { c.Base = address }
}

func WithAPIKey(key string) RequestOption {
	return func(c *Config) { c.Key = key }
}

func WithMaxRetries(int) RequestOption {
	return func(*Config) {}
}

func WithRequestTimeout(time.Duration) RequestOption {
	return func(*Config) {}
}
