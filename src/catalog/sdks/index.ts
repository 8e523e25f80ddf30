import csharpAzureOpenai from './csharp/azure-openai.json' with { type: 'json' };
import csharpBetalgo from './csharp/betalgo.json' with { type: 'json' };
import csharpBetalgoModels from './csharp/betalgo-models.json' with { type: 'json' };
import csharpExtensionsAi from './csharp/extensions-ai.json' with { type: 'json' };
import csharpOpenai from './csharp/openai.json' with { type: 'json' };
import csharpOpenaiApi from './csharp/openai-api.json' with { type: 'json' };
import csharpOpenaiChat from './csharp/openai-chat.json' with { type: 'json' };
import csharpOpenaiOthers from './csharp/openai-others.json' with { type: 'json' };
import csharpSemanticKernel from './csharp/semantic-kernel.json' with { type: 'json' };
import csharpSemanticKernelAzure from './csharp/semantic-kernel-azure.json' with { type: 'json' };
import csharpSemanticKernelServices from './csharp/semantic-kernel-services.json' with { type: 'json' };
import csharpTryagi from './csharp/tryagi.json' with { type: 'json' };
import goEino from './go/eino.json' with { type: 'json' };
import goEinoEmbeddings from './go/eino-embeddings.json' with { type: 'json' };
import goChatgpt from './go/go-chatgpt.json' with { type: 'json' };
import goGpt3 from './go/go-gpt3.json' with { type: 'json' };
import goOpenai from './go/go-openai.json' with { type: 'json' };
import goLangchain from './go/langchaingo.json' with { type: 'json' };
import goLangchainEmbeddings from './go/langchaingo-embeddings.json' with { type: 'json' };
import openaiGo from './go/openai-go.json' with { type: 'json' };
import openaiGo2 from './go/openai-go-2.json' with { type: 'json' };
import openaiGo3 from './go/openai-go-3.json' with { type: 'json' };
import openaiGoShared from './go/openai-go-shared.json' with { type: 'json' };
import openaigo from './go/openaigo.json' with { type: 'json' };
import javaAzureOpenai from './java/azure-openai.json' with { type: 'json' };
import javaLangchain4j from './java/langchain4j.json' with { type: 'json' };
import javaLangchain4jAzure from './java/langchain4j-azure.json' with { type: 'json' };
import javaLangchain4jOfficial from './java/langchain4j-official.json' with { type: 'json' };
import openaiJava from './java/openai-java.json' with { type: 'json' };
import javaSimpleOpenai from './java/simple-openai.json' with { type: 'json' };
import javaSpringAi from './java/spring-ai.json' with { type: 'json' };
import javaTheokanning from './java/theokanning.json' with { type: 'json' };
import aiGateway from './javascript/ai-gateway.json' with { type: 'json' };
import aiSdkAzure from './javascript/ai-sdk-azure.json' with { type: 'json' };
import aiSdkOpenai from './javascript/ai-sdk-openai.json' with { type: 'json' };
import aiSdkOpenaiCompatible from './javascript/ai-sdk-openai-compatible.json' with { type: 'json' };
import aiSdkOthers from './javascript/ai-sdk-others.json' with { type: 'json' };
import azureOpenai from './javascript/azure-openai.json' with { type: 'json' };
import braintrust from './javascript/braintrust.json' with { type: 'json' };
import chatgpt from './javascript/chatgpt.json' with { type: 'json' };
import chatgpt3 from './javascript/chatgpt-3.json' with { type: 'json' };
import chatgpt4 from './javascript/chatgpt-4.json' with { type: 'json' };
import chatgpt50 from './javascript/chatgpt-5.0.json' with { type: 'json' };
import copilotkit from './javascript/copilotkit.json' with { type: 'json' };
import inngestAi from './javascript/inngest-ai.json' with { type: 'json' };
import instructor from './javascript/instructor.json' with { type: 'json' };
import langchain from './javascript/langchain.json' with { type: 'json' };
import langchainFirst from './javascript/langchain-first.json' with { type: 'json' };
import langchainLegacy from './javascript/langchain-legacy.json' with { type: 'json' };
import langchainOpenai from './javascript/langchain-openai.json' with { type: 'json' };
import langfuse from './javascript/langfuse.json' with { type: 'json' };
import langsmith from './javascript/langsmith.json' with { type: 'json' };
import llamaindex from './javascript/llamaindex.json' with { type: 'json' };
import mastra from './javascript/mastra.json' with { type: 'json' };
import mem0 from './javascript/mem0.json' with { type: 'json' };
import openai from './javascript/openai.json' with { type: 'json' };
import openaiAgents from './javascript/openai-agents.json' with { type: 'json' };
import openaiEdge from './javascript/openai-edge.json' with { type: 'json' };
import openaiFetch from './javascript/openai-fetch.json' with { type: 'json' };
import openaiStreams from './javascript/openai-streams.json' with { type: 'json' };
import openpipe from './javascript/openpipe.json' with { type: 'json' };
import opik from './javascript/opik.json' with { type: 'json' };
import portkey from './javascript/portkey.json' with { type: 'json' };
import posthogAi from './javascript/posthog-ai.json' with { type: 'json' };
import weave from './javascript/weave.json' with { type: 'json' };
import llphant from './php/llphant.json' with { type: 'json' };
import openaiLaravel from './php/openai-laravel.json' with { type: 'json' };
import openaiLaravelOld from './php/openai-laravel-0.11.json' with { type: 'json' };
import openaiPhp from './php/openai-php.json' with { type: 'json' };
import orhanerday from './php/orhanerday-open-ai.json' with { type: 'json' };
import prism from './php/prism.json' with { type: 'json' };
import symfonyAi from './php/symfony-ai-openai.json' with { type: 'json' };
import tectalic from './php/tectalic-openai.json' with { type: 'json' };
import pythonAgno from './python/agno.json' with { type: 'json' };
import pythonAgno17 from './python/agno-1.7.json' with { type: 'json' };
import pythonAutogen from './python/autogen.json' with { type: 'json' };
import pythonAutogenExt from './python/autogen-ext.json' with { type: 'json' };
import pythonBrowserUse from './python/browser-use.json' with { type: 'json' };
import pythonChromadb from './python/chromadb.json' with { type: 'json' };
import pythonCrewai from './python/crewai.json' with { type: 'json' };
import pythonCrewai055 from './python/crewai-0.55.json' with { type: 'json' };
import pythonCrewaiTools from './python/crewai-tools.json' with { type: 'json' };
import pythonDspy from './python/dspy.json' with { type: 'json' };
import pythonEmbedchain from './python/embedchain.json' with { type: 'json' };
import pythonGuidance from './python/guidance.json' with { type: 'json' };
import pythonGuidance02 from './python/guidance-0.2.json' with { type: 'json' };
import pythonHaystack from './python/haystack.json' with { type: 'json' };
import pythonInstructor from './python/instructor.json' with { type: 'json' };
import pythonInstructor113 from './python/instructor-1.13.json' with { type: 'json' };
import pythonLangchain from './python/langchain.json' with { type: 'json' };
import pythonLangchainLitellm from './python/langchain-litellm.json' with { type: 'json' };
import pythonLangchainOpenai from './python/langchain-openai.json' with { type: 'json' };
import pythonLangfuse from './python/langfuse.json' with { type: 'json' };
import pythonLitellm from './python/litellm.json' with { type: 'json' };
import pythonLlamaIndex from './python/llama-index.json' with { type: 'json' };
import pythonMem0 from './python/mem0.json' with { type: 'json' };
import pythonNemoguardrails from './python/nemoguardrails.json' with { type: 'json' };
import openaiPython from './python/openai.json' with { type: 'json' };
import openaiPython0 from './python/openai-0.json' with { type: 'json' };
import openaiPython10 from './python/openai-1.0.json' with { type: 'json' };
import pythonOpenaiAgents from './python/openai-agents.json' with { type: 'json' };
import pythonPandasai from './python/pandasai.json' with { type: 'json' };
import pythonPathway from './python/pathway.json' with { type: 'json' };
import pythonPhidata from './python/phidata.json' with { type: 'json' };
import pythonPosthogAi from './python/posthog-ai.json' with { type: 'json' };
import pythonPydanticAi from './python/pydantic-ai.json' with { type: 'json' };
import pythonPydanticAi0033 from './python/pydantic-ai-0.0.33.json' with { type: 'json' };
import pythonPydanticAi0 from './python/pydantic-ai-0.json' with { type: 'json' };
import pythonRagas from './python/ragas.json' with { type: 'json' };
import pythonScrapegraphai from './python/scrapegraphai.json' with { type: 'json' };
import pythonSemanticKernel from './python/semantic-kernel.json' with { type: 'json' };
import pythonSmolagents from './python/smolagents.json' with { type: 'json' };
import pythonSwarm from './python/swarm.json' with { type: 'json' };
import pythonTracing from './python/tracing.json' with { type: 'json' };
import pythonTrulens from './python/trulens.json' with { type: 'json' };
import pythonWeaviate from './python/weaviate.json' with { type: 'json' };
import rubyLangchain from './ruby/langchainrb.json' with { type: 'json' };
import rubyOmniai from './ruby/omniai-openai.json' with { type: 'json' };
import openaiRuby from './ruby/openai.json' with { type: 'json' };
import rubyLlm from './ruby/ruby-llm.json' with { type: 'json' };
import rubyOpenai from './ruby/ruby-openai.json' with { type: 'json' };

/** Every entry. Of entries for the same package, the one for the newest versions comes first. */
export const ENTRIES: readonly unknown[] = [
  csharpAzureOpenai,
  csharpBetalgo,
  csharpBetalgoModels,
  csharpOpenaiApi,
  csharpTryagi,
  csharpExtensionsAi,
  csharpOpenai,
  csharpOpenaiChat,
  csharpOpenaiOthers,
  csharpSemanticKernel,
  csharpSemanticKernelAzure,
  csharpSemanticKernelServices,
  goOpenai,
  goGpt3,
  goEino,
  goEinoEmbeddings,
  goChatgpt,
  openaigo,
  goLangchain,
  goLangchainEmbeddings,
  openaiGo,
  openaiGo2,
  openaiPhp,
  openaiLaravel,
  openaiLaravelOld,
  prism,
  llphant,
  tectalic,
  symfonyAi,
  orhanerday,
  openaiGo3,
  openaiGoShared,
  javaAzureOpenai,
  javaLangchain4j,
  javaLangchain4jAzure,
  javaLangchain4jOfficial,
  javaSimpleOpenai,
  javaSpringAi,
  javaTheokanning,
  openaiJava,
  openaiRuby,
  rubyOpenai,
  rubyLangchain,
  rubyLlm,
  rubyOmniai,
  aiGateway,
  aiSdkAzure,
  aiSdkOpenaiCompatible,
  aiSdkOpenai,
  aiSdkOthers,
  azureOpenai,
  braintrust,
  chatgpt,
  inngestAi,
  instructor,
  langchain,
  langchainLegacy,
  langchainFirst,
  langchainOpenai,
  langfuse,
  langsmith,
  llamaindex,
  mastra,
  mem0,
  copilotkit,
  openaiAgents,
  openaiEdge,
  openaiFetch,
  openaiStreams,
  openai,
  openpipe,
  opik,
  portkey,
  posthogAi,
  weave,
  chatgpt50,
  chatgpt4,
  chatgpt3,
  openaiPython,
  pythonAgno,
  pythonAgno17,
  pythonAutogen,
  pythonAutogenExt,
  pythonChromadb,
  pythonCrewai,
  pythonCrewai055,
  pythonCrewaiTools,
  pythonDspy,
  pythonEmbedchain,
  pythonGuidance,
  pythonGuidance02,
  pythonHaystack,
  pythonPathway,
  pythonBrowserUse,
  pythonInstructor,
  pythonInstructor113,
  pythonLangchain,
  pythonLangchainLitellm,
  pythonLangchainOpenai,
  pythonLangfuse,
  pythonLitellm,
  pythonLlamaIndex,
  pythonMem0,
  pythonNemoguardrails,
  pythonOpenaiAgents,
  pythonPandasai,
  pythonPhidata,
  pythonPosthogAi,
  pythonPydanticAi,
  pythonPydanticAi0033,
  pythonPydanticAi0,
  pythonRagas,
  pythonScrapegraphai,
  pythonSemanticKernel,
  pythonSmolagents,
  pythonSwarm,
  pythonTracing,
  pythonTrulens,
  pythonWeaviate,
  openaiPython10,
  openaiPython0,
];
