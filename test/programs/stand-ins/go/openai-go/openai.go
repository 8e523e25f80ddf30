// Package openai stands in for openai/openai-go: where a client would ask, with which key, for which model.
package openai

import (
	"context"
	"os"

	"example.com/asked"
	"github.com/openai/openai-go/v3/option"
)

type ChatModel = string

type EmbeddingModel = string

const (
	ChatModelGPT4o       ChatModel = "gpt-4o"
	ChatModelGPT4oMini   ChatModel = "gpt-4o-mini"
	ChatModelGPT4        ChatModel = "gpt-4"
	ChatModelGPT4_1      ChatModel = "gpt-4.1"
	ChatModelGPT3_5Turbo ChatModel = "gpt-3.5-turbo"

	EmbeddingModelTextEmbedding3Small EmbeddingModel = "text-embedding-3-small"
)

type Client struct {
	Options    []option.RequestOption
	Chat       ChatService
	Embeddings EmbeddingService
}

type ChatService struct{ Completions ChatCompletionService }

type ChatCompletionService struct{ Options []option.RequestOption }

type EmbeddingService struct{ Options []option.RequestOption }

// NewClient is as in client.go: options come after what the environment says.
func NewClient(options ...option.RequestOption) Client {
	all := []option.RequestOption{option.WithBaseURL("https://api.openai.com/v1/")}
	if address, ok := os.LookupEnv("OPENAI_BASE_URL"); ok {
		all = append(all, option.WithBaseURL(address))
	}
	if key, ok := os.LookupEnv("OPENAI_API_KEY"); ok {
		all = append(all, option.WithAPIKey(key))
	}
	all = append(all, options...)
	return Client{all, ChatService{ChatCompletionService{all}}, EmbeddingService{all}}
}

type ChatCompletionMessageParamUnion struct{ text string }

func UserMessage(text string) ChatCompletionMessageParamUnion {
	return ChatCompletionMessageParamUnion{text}
}

type Opt[T any] struct{ Value T }

func Float(value float64) Opt[float64] {
	return Opt[float64]{value}
}

type ChatCompletionNewParams struct {
	Messages    []ChatCompletionMessageParamUnion
	Model       ChatModel
	Temperature Opt[float64]
}

type ChatCompletion struct{}

func (s *ChatCompletionService) New(_ context.Context, params ChatCompletionNewParams, options ...option.RequestOption) (*ChatCompletion, error) {
	note(s.Options, options, params.Model, "chat")
	return &ChatCompletion{}, nil
}

type EmbeddingNewParamsInputUnion struct{ OfString Opt[string] }

type EmbeddingNewParams struct {
	Input EmbeddingNewParamsInputUnion
	Model EmbeddingModel
}

type CreateEmbeddingResponse struct{}

func (s *EmbeddingService) New(_ context.Context, params EmbeddingNewParams, options ...option.RequestOption) (*CreateEmbeddingResponse, error) {
	note(s.Options, options, params.Model, "embeddings")
	return &CreateEmbeddingResponse{}, nil
}

func note(own, given []option.RequestOption, model, kind string) {
	var config option.Config
	for _, apply := range append(own[:len(own):len(own)], given...) {
		apply(&config)
	}
	asked.Note(config.Base, config.Key, model, kind)
}
