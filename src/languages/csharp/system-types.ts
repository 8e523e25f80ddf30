import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, lastOf } from './convert.js';

/**
 * Types of .NET's own libraries that rules ask about, or that stand in most files, by their namespaces: what nothing in the project
 * declares is one of them. Source: https://learn.microsoft.com/dotnet/api
 */
const TYPES: Record<string, string> = {
  System:
    'Action Activator AppContext ApplicationException ArgumentException ArgumentNullException Array Attribute BitConverter Boolean Buffer Byte Char Console ConsoleColor Convert DateOnly DateTime DateTimeOffset Decimal Double Enum Environment EventArgs EventHandler Exception Func GC Guid IAsyncDisposable IDisposable IProgress IServiceProvider Index Int32 Int64 InvalidOperationException Lazy Math Memory NotImplementedException NotSupportedException Nullable Object OperationCanceledException Predicate Progress Random ReadOnlyMemory ReadOnlySpan Span String StringComparison StringComparer StringSplitOptions TimeOnly TimeSpan TimeoutException Tuple Type Uri UriBuilder UriKind ValueTuple Version',
  'System.Collections.Generic':
    'Dictionary HashSet IAsyncEnumerable ICollection IDictionary IEnumerable IList IReadOnlyDictionary IReadOnlyList KeyValuePair List Queue SortedDictionary Stack',
  'System.Diagnostics': 'Activity ActivitySource Debug Process Stopwatch Trace',
  'System.IO':
    'Directory DirectoryInfo File FileInfo FileMode FileStream IOException MemoryStream Path Stream StreamReader StreamWriter StringReader StringWriter TextReader TextWriter',
  'System.Linq': 'Enumerable IQueryable Queryable',
  'System.Net': 'HttpStatusCode WebClient WebRequest HttpWebRequest WebUtility',
  'System.Net.Http':
    'ByteArrayContent FormUrlEncodedContent HttpClient HttpClientHandler HttpCompletionOption HttpContent HttpMethod HttpRequestException HttpRequestMessage HttpResponseMessage IHttpClientFactory MultipartFormDataContent StreamContent StringContent',
  'System.Net.Http.Headers': 'AuthenticationHeaderValue MediaTypeHeaderValue MediaTypeWithQualityHeaderValue',
  'System.Net.Http.Json': 'JsonContent',
  'System.Text': 'Encoding StringBuilder',
  'System.Text.Json': 'JsonDocument JsonElement JsonSerializer JsonSerializerOptions JsonException JsonNamingPolicy',
  'System.Text.Json.Nodes': 'JsonArray JsonNode JsonObject JsonValue',
  'System.Text.RegularExpressions': 'Match Regex RegexOptions',
  'System.Threading': 'CancellationToken CancellationTokenSource Interlocked Monitor SemaphoreSlim Thread Timer',
  'System.Threading.Tasks': 'Parallel Task TaskCompletionSource ValueTask',
  'Microsoft.Extensions.Configuration':
    'ConfigurationBuilder ConfigurationManager IConfiguration IConfigurationBuilder IConfigurationRoot IConfigurationSection',
  'Microsoft.Extensions.DependencyInjection':
    'IServiceCollection IServiceScopeFactory ServiceCollection ServiceProvider',
  'Microsoft.Extensions.Hosting':
    'BackgroundService Host HostApplicationBuilder IHost IHostBuilder IHostEnvironment IHostedService',
  'Microsoft.Extensions.Logging': 'ILogger ILoggerFactory LogLevel LoggerFactory NullLogger',
  'Microsoft.Extensions.Options': 'IOptions IOptionsMonitor IOptionsSnapshot Options',
  'Microsoft.AspNetCore.Builder': 'WebApplication WebApplicationBuilder',
};

const NAMESPACES = new Map(
  Object.entries(TYPES).flatMap(([namespace, names]) => names.split(' ').map((name) => [name, namespace] as const)),
);

/** The namespace of .NET's libraries that a type belongs to by its name. */
export function systemNamespace(name: string): string | undefined {
  return NAMESPACES.get(name);
}

/** `Environment` for `System.Environment`: the type of .NET's libraries that is written with its namespace. */
export function systemType(c: Context, node: SyntaxNode): string | undefined {
  if (node.type !== 'member_access_expression') return undefined;
  const text = textOf(c, node).replace(/^global::/, '');
  if (!/^[\w.]+$/.test(text)) return undefined;
  const name = lastOf(text);
  return text === `${NAMESPACES.get(name)}.${name}` ? name : undefined;
}
