# frozen_string_literal: true

require "json"
require "net/http"
require "ostruct"

# Stands in for OpenAI's own gem, of which it has the options, the variables that these are read from and the call
# (v0.80.0: lib/openai/client.rb, lib/openai/resources/chat/completions.rb).
module OpenAI
  class Client
    attr_reader :chat

    def initialize(api_key: ENV["OPENAI_API_KEY"], base_url: ENV["OPENAI_BASE_URL"])
      raise ArgumentError, "api_key is required" if api_key.nil?

      @api_key = api_key
      @base_url = base_url || "https://api.openai.com/v1"
      @chat = OpenStruct.new(completions: self)
    end

    def create(**parameters)
      headers = { "Content-Type" => "application/json", "Authorization" => "Bearer #{@api_key}" }
      answer = Net::HTTP.post(URI("#{@base_url}/chat/completions"), parameters.to_json, headers)
      raise "#{answer.code}: #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)

      JSON.parse(answer.body, object_class: OpenStruct)
    end
  end
end
