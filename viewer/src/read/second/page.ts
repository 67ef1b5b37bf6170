import "../../shared/theme.css";
import "../../shared/ui/ui.css";
import "../../shared/font.css";
import "../read.css";

// An empty frame: the reading room in the first window draws into it. Without a first window it has nothing to show.
const { opener } = window as { opener: Window | null };
if (opener)
  setInterval(() => {
    if (opener.closed) close();
  }, 1000);
