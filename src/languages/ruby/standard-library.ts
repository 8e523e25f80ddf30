/** Top-level constants that come with the language: https://docs.ruby-lang.org/en/3.4/ */
const NAMES = new Set(
  'ARGF ARGV Array Base64 BasicObject BigDecimal Bundler CGI CSV Class Comparable Complex Coverage DRb Data Date DateTime Digest Dir ENV ERB Encoding Enumerable Enumerator Errno Etc Exception FalseClass Fiber File FileUtils Find Float Forwardable GC Gem Hash IO IRB Integer JSON Kernel Logger Marshal MatchData Math Method Module Monitor Mutex Net NilClass Numeric Object ObjectSpace Observable Open3 OpenSSL OpenStruct OptionParser PP Pathname Proc Process PTY Queue RUBY_VERSION Ractor Random Range Rational Readline Regexp Reline Ripper Rinda SecureRandom Set Shellwords Signal SimpleDelegator Singleton Socket StandardError String StringIO StringScanner Struct Symbol TCPServer TCPSocket Tempfile Thread Time Timeout Tsort URI WeakRef YAML Zlib'.split(
    ' ',
  ),
);

export function isStandardLibrary(name: string): boolean {
  return NAMES.has(name);
}
