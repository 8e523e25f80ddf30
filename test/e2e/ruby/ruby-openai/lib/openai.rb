# frozen_string_literal: true

require "json"
require "net/http"

# Stands in for the gem ruby-openai, of which it has the options, the calls and how the address of a request is made
# (v8.3.0: lib/openai.rb, lib/openai/client.rb, lib/openai/http.rb).
module OpenAI
  Configuration = Struct.new(:access_token, :uri_base, :api_version, :request_timeout, :log_errors)

  def self.configuration
    @configuration ||= Configuration.new(nil, "https://api.openai.com/", "v1", 120, false)
  end

  def self.configure
    yield configuration
  end

  class Client
    def initialize(config = {})
      @settings = OpenAI.configuration.to_h.merge(config.compact)
    end

    def chat(parameters: {})
      uri = URI(address("/chat/completions"))
      headers = { "Content-Type" => "application/json", "Authorization" => "Bearer #{@settings[:access_token]}" }
      answer = Net::HTTP.post(uri, parameters.to_json, headers)
      raise "#{answer.code}: #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)

      JSON.parse(answer.body)
    end

    private

    def address(path)
      base, version = @settings.values_at(:uri_base, :api_version)
      base.include?(version) ? File.join(base, path) : File.join(base, version, path)
    end
  end
end
