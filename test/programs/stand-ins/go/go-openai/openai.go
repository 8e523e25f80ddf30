// Package openai stands in for sashabaranov/go-openai: where a client would ask, with which key, for which model.
package openai

import (
	"context"
	"io"

	"example.com/asked"
)

const (
	GPT4o         = "gpt-4o"
	GPT4oMini     = "gpt-4o-mini"
	GPT4          = "gpt-4"
	GPT4Dot1      = "gpt-4.1"
	GPT3Dot5Turbo = "gpt-3.5-turbo"

	ChatMessageRoleUser   = "user"
	ChatMessageRoleSystem = "system"
)

type EmbeddingModel string

const SmallEmbedding3 EmbeddingModel = "text-embedding-3-small"

// ClientConfig is as in config.go: nothing is read from the environment.
type ClientConfig struct {
	authToken string

	BaseURL    string
	OrgID      string
	HTTPClient any
}

func DefaultConfig(authToken string) ClientConfig {
	return ClientConfig{authToken: authToken, BaseURL: "https://api.openai.com/v1"}
}

type Client struct{ config ClientConfig }

func NewClient(authToken string) *Client {
	return NewClientWithConfig(DefaultConfig(authToken))
}

func NewClientWithConfig(config ClientConfig) *Client {
	return &Client{config}
}

type ChatCompletionMessage struct{ Role, Content string }

type ChatCompletionRequest struct {
	Model       string
	Messages    []ChatCompletionMessage
	MaxTokens   int
	Temperature float32
	Stream      bool
}

type ChatCompletionChoice struct{ Message ChatCompletionMessage }

type ChatCompletionResponse struct{ Choices []ChatCompletionChoice }

func (c *Client) CreateChatCompletion(_ context.Context, request ChatCompletionRequest) (ChatCompletionResponse, error) {
	asked.Note(c.config.BaseURL, c.config.authToken, request.Model, "chat")
	return ChatCompletionResponse{[]ChatCompletionChoice{{ChatCompletionMessage{"assistant", "hi"}}}}, nil
}

type ChatCompletionStream struct{}

func (*ChatCompletionStream) Recv() (ChatCompletionResponse, error) {
	return ChatCompletionResponse{}, io.EOF
}

func (*ChatCompletionStream) Close() error {
	return nil
}

func (c *Client) CreateChatCompletionStream(ctx context.Context, request ChatCompletionRequest) (*ChatCompletionStream, error) {
	_, err := c.CreateChatCompletion(ctx, request)
	return &ChatCompletionStream{}, err
}

type EmbeddingRequest struct {
	Input any
	Model EmbeddingModel
}

type EmbeddingResponse struct{}

func (c *Client) CreateEmbeddings(_ context.Context, request EmbeddingRequest) (EmbeddingResponse, error) {
	asked.Note(c.config.BaseURL, c.config.authToken, string(request.Model), "embeddings")
	return EmbeddingResponse{}, nil
}
