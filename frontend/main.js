// @ts-check
import "htmx.org";

import { watchDialogs } from "./office/dialogs.js";
import { watchFinding } from "./office/finding.js";
import { watchForms } from "./office/forms.js";
import { watchMenus } from "./office/menus.js";
import { watchMessages } from "./office/messages.js";
import { watchPasskeys } from "./office/passkeys.js";
import { watchRows } from "./office/rows.js";
import { watchUse } from "./office/use.js";

document.documentElement.classList.add("scripted");
watchDialogs(document);
watchFinding(document);
watchForms(document);
watchMenus(document);
watchMessages(document);
watchPasskeys(document);
watchRows(document);
watchUse(document);
