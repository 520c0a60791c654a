import { createRoot } from "react-dom/client";
import "theme.css";
import "./styles/index.css";
import { start } from "./data/store.ts";
import { App } from "./shell/app.tsx";
import { startTheme } from "./shell/theme.ts";

startTheme();
start();
createRoot(document.getElementById("app")!).render(<App />);
