// Begins once all scripts are there.
"use strict";

addEventListener("pagehide", leave);
const [view, form] = location.hash.slice(1).split("/");
go(view || FIRST, form === "text" ? "text" : "pages");
