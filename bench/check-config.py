"""Reads the changed files that configure with parsers of another make, before and after.

Standard input: JSON [[name, path before, path after], ...]. Standard output: JSON {"checked": {format: count}, "skipped": count,
"wrong": [[name, message], ...]}: a file that was read before and is not afterwards. "tools" says which programs were in PATH, and
"could not" how many files each of them refused before, for want of a chart's dependencies say; the next reader took those. It takes
PyYAML, python-hcl2 and dockerfile-parse, and `bash`; the other programs, and kubernetes-validate, are asked if they are there.
"""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

import hcl2
import yaml
from dockerfile_parse import DockerfileParser

try:
    import kubernetes_validate
except ImportError:
    kubernetes_validate = None


class AnyTag(yaml.SafeLoader):
    """Tags of CloudFormation, GitLab and others are read as what stands behind them."""


def behind_tag(loader, _, node):
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


AnyTag.add_multi_constructor("!", behind_tag)


def text(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return file.read()


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError((done.stderr or done.stdout)[:300])
    return done.stdout


def read_yaml(path):
    return [one for one in yaml.load_all(text(path), AnyTag)]


def read_workflow(path):
    read_yaml(path)
    if shutil.which("actionlint"):
        run("actionlint", "-shellcheck=", "-pyflakes=", path)


def read_chart(path):
    chart = os.path.dirname(path)
    while not os.path.exists(os.path.join(chart, "Chart.yaml")):
        if chart == os.path.dirname(chart):
            raise ValueError("no chart")
        chart = os.path.dirname(chart)
    rendered = run("helm", "template", "chart", chart)
    if kubernetes_validate:
        validate(yaml.safe_load_all(rendered))


def read_objects(path):
    if validate(read_yaml(path)) == 0:
        raise ValueError("no object of Kubernetes")


def validate(documents):
    """Holds objects against the OpenAPI schemas of Kubernetes, where no key may be unknown. How many were of a kind that it has."""
    count = 0
    for one in documents:
        if not isinstance(one, dict) or "apiVersion" not in one or "kind" not in one:
            continue
        try:
            kubernetes_validate.validate(one, kubernetes_validate.latest_version(), strict=True)
            count += 1
        except kubernetes_validate.SchemaNotFoundError:
            pass  # a resource that a cluster defines for itself
    return count


def read_nginx(path):
    """`nginx -t`, without what lies on a machine's disk or is looked up in its network."""
    config = text(path)
    config = re.sub(r"\$\{\w*PORT\w*\}", "8080", config)
    config = re.sub(r"(?<!/)\$\{[A-Z_]*UR[LI][A-Z_]*\}", "http://127.0.0.1", config)
    config = re.sub(r"\$\{[A-Z][A-Z0-9_]*\}", "x", config)
    config = re.sub(r"(?m)^\s*(?:user|pid|load_module|ssl_certificate(?:_key)?|ssl_dhparam|ssl_trusted_certificate)\s[^;]*;", "", config)
    config = re.sub(r"(?<=://)[\w.-]+", "127.0.0.1", config)
    config = re.sub(r"(?m)^(\s*server\s+)[\w.-]+(?=[:;\s])", r"\g<1>127.0.0.1", config)
    config = re.sub(r"(listen\s[^;]*?)\s+ssl\b", r"\1", config)
    if not re.search(r"(?m)^\s*events\b", config):
        config = f"events {{}}\nhttp {{\n{config}\n}}\n"
    with tempfile.TemporaryDirectory() as folder:
        for name in ("mime.types", "proxy_params", "fastcgi_params"):
            if os.path.exists(f"/etc/nginx/{name}"):
                shutil.copy(f"/etc/nginx/{name}", folder)
        os.mkdir(os.path.join(folder, "conf.d"))
        file = os.path.join(folder, "nginx.conf")
        with open(file, "w", encoding="utf-8") as out:
            out.write(config)
        run("nginx", "-t", "-p", folder, "-c", file, "-g", f"pid {folder}/pid; error_log stderr;")


def read_compose(path):
    read_yaml(path)
    run("compose-config", path)


def read_terraform(path):
    run("terraform", "fmt", "-write=false", "-list=false", path)


def read_unit(path):
    run("systemd-analyze", "verify", path)


def read_ini(path):
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.optionxform = str
    parser.read_string(text(path))


def read_dockerfile(path):
    with open(path, "rb") as file:
        parser = DockerfileParser(fileobj=file)
        return parser.structure, parser.baseimage


# A reader with the name of a program asks that program, and is left out where it is not in PATH.
READERS = [
    ("workflow", r"(^|/)\.github/workflows/[^/]+\.ya?ml$", read_workflow),
    ("helm", r"(^|/)(templates/.+|[^/]*values[^/]*\.ya?ml)$", read_chart),
    ("compose-config", r"(^|/)(docker-)?compose[^/]*\.ya?ml$", read_compose),
    ("kubernetes-validate", r"\.ya?ml$", read_objects),
    ("YAML", r"\.ya?ml$", read_yaml),
    ("JSON", r"\.json$", lambda path: json.loads(text(path))),
    ("TOML", r"\.toml$", lambda path: tomllib.loads(text(path))),
    ("terraform", r"\.(tf|tfvars)$", read_terraform),
    ("HCL", r"\.(tf|tfvars|hcl)$", lambda path: hcl2.loads(text(path))),
    ("systemd-analyze", r"\.service$", read_unit),
    ("INI", r"\.(ini|cfg|service)$", read_ini),
    ("Dockerfile", r"(^|/)(Dockerfile[^/]*|[^/]+\.Dockerfile)$", read_dockerfile),
    ("shell", r"\.(sh|bash)$", lambda path: run("bash", "-n", path)),
    ("nginx", r"nginx.*\.conf|\.conf(\.template)?$", read_nginx),
]
PROGRAMS = ["actionlint", "helm", "compose-config", "terraform", "systemd-analyze", "nginx", "kubernetes-validate"]
tools = [name for name in PROGRAMS if shutil.which(name) or (name == "kubernetes-validate" and kubernetes_validate)]


def wrong_with(read, path):
    try:
        read(path)
    except Exception as error:  # whatever a parser throws is its refusal
        return re.sub(r"\s+", " ", str(error))[:300] or type(error).__name__
    return None


checked, could_not, skipped, wrong = {}, {}, [], []
for name, before, after in json.load(sys.stdin):
    readers = [
        (kind, read)
        for kind, pattern, read in READERS
        if re.search(pattern, name, re.I) and (kind not in PROGRAMS or kind in tools)
    ]
    found = None
    for kind, read in readers:
        # A program may find fault with what was there: the next reader takes the file.
        if wrong_with(read, before) is None:
            found = (kind, read)
            break
        could_not[kind] = could_not.get(kind, 0) + 1
    if found is None:
        skipped.append(name)
        continue
    kind, read = found
    checked[kind] = checked.get(kind, 0) + 1
    message = wrong_with(read, after)
    if message is not None:
        wrong.append([name, message])
json.dump({"tools": tools, "checked": checked, "could not": could_not, "skipped": skipped, "wrong": wrong}, sys.stdout)
