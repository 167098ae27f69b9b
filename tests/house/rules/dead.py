import re
from pathlib import Path

from vulture import Vulture

from tests.house.tree import Tree, below, templates

KINDS = {"function", "method", "property", "class"}
CALLED_BY_FRAMEWORKS = re.compile(
    r"Meta|\w+Config|clean(_\w+)?|ready|to_(python|url)|create_user|default_app_config|visit_\w+|handle_\w+|(un)?format_\w+|"
    # what allauth asks of adapters, and Django of a validator and a middleware
    r"is_open_for_signup|pre_authenticate|add_message|get_client_ip|is_reauthentication_required|respond_user_inactive|"
    r"pre_social_login|on_authentication_error|get_connect_redirect_url|_decode_id_token|get_help_text|process_view|"
    r"get_user|authenticate|post_process|initialize|main|list_commands|get_command|convert"
)
NAME = re.compile(r"\w+")


def nobody_uses(tree: Tree) -> list[str]:
    """Each function, method and class of the product is used by the product; what only a test uses is dead."""
    found = Vulture(ignore_decorators=["@register.*", "@receiver*", "@*.command*", "@*.group*", "@task*", "@pytest.*"])
    for folder in ("cordata", "engine/src"):
        for name, text in below(tree, folder, ".py"):
            found.scan(text, filename=Path(name))
    said = {word for _, text in templates(tree) for word in NAME.findall(text)}
    said |= {word for name, text in below(tree, "cordata", ".py") if "/urls" in name for word in NAME.findall(text)}
    said |= set(NAME.findall(tree.get("cordata/config/settings.py", "") + tree.get("pyproject.toml", "")))
    return [
        f"{item.filename}:{item.first_lineno} {item.typ} {item.name} is used by nobody."
        for item in found.get_unused_code(min_confidence=60)
        if item.typ in KINDS and item.name not in said and not CALLED_BY_FRAMEWORKS.fullmatch(item.name)
    ]
