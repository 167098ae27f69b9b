// @ts-check
import "htmx.org";

import { watchDialogs } from "./office/dialogs.js";
import { watchForms } from "./office/forms.js";
import { watchMenus } from "./office/menus.js";
import { watchMessages } from "./office/messages.js";
import { watchRows } from "./office/rows.js";

document.documentElement.classList.add("scripted");
watchDialogs(document);
watchForms(document);
watchMenus(document);
watchMessages(document);
watchRows(document);
