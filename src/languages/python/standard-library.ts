/**
 * Top-level modules that a program with an HTTP client has loaded before it could see a file of the same name: a
 * repository with a `types.py` imports it by another path. Read from `sys.modules` after `import openai, requests,
 * httpx, aiohttp` (CPython 3.11), and from what CPython builds in.
 */
const ALWAYS_LOADED = `
  __future__ __main__ abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar codecs
  collections concurrent contextlib contextvars copy copyreg csv dataclasses datetime decimal dis email encodings enum
  errno fcntl fnmatch fractions functools genericpath getpass glob gzip hashlib heapq hmac html http importlib inspect
  io ipaddress itertools json keyword linecache locale logging lzma marshal math mimetypes multiprocessing netrc nt
  ntpath numbers opcode operator os pathlib pickle platform posix posixpath pprint queue quopri random re reprlib
  select selectors shlex shutil signal site socket sqlite3 ssl stat string stringprep struct subprocess sys sysconfig
  tempfile textwrap threading time traceback types typing unicodedata unittest urllib uuid warnings weakref xml
  zipfile zipimport zlib zoneinfo`;

/** The others of 3.8 to 3.14. Not `test`, `this`, `idlelib`, `turtledemo`: by these names a repository means its own. */
const OTHERS = `
  aifc annotationlib antigravity asynchat asyncore audioop bdb binhex cProfile cgi cgitb chunk cmath cmd code codeop
  colorsys compileall compression configparser crypt ctypes curses dbm difflib distutils doctest dummy_threading
  ensurepip faulthandler filecmp fileinput formatter ftplib gc getopt gettext graphlib grp imaplib imghdr imp lib2to3
  macpath mailbox mailcap mmap modulefinder msilib msvcrt nis nntplib nturl2path optparse ossaudiodev parser pdb
  pickletools pipes pkgutil plistlib poplib profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat readline
  resource rlcompleter runpy sched secrets shelve smtpd smtplib sndhdr socketserver spwd sre_compile sre_constants
  sre_parse statistics sunau symbol symtable syslog tabnanny tarfile telnetlib termios timeit tkinter token tokenize
  tomllib trace tracemalloc tty turtle uu venv wave webbrowser winreg winsound wsgiref xdrlib xmlrpc zipapp`;

const LOADED: ReadonlySet<string> = new Set(ALWAYS_LOADED.trim().split(/\s+/));
const ALL: ReadonlySet<string> = new Set([...LOADED, ...OTHERS.trim().split(/\s+/)]);

export function isStandardLibrary(top: string): boolean {
  return ALL.has(top);
}

/** Whether no file of a repository can take the place of the standard library's module. */
export function isAlwaysLoaded(top: string): boolean {
  return LOADED.has(top);
}
