// Everything on a page works without this file. It adds: pages that refresh themselves when something is published or
// loaded, charts whose points can be read one by one, and the focus on what is wrong with a form.
import { readCharts } from "./charts";
import { focusErrors } from "./forms";
import { followPublications, followWork } from "./live";
import { runRoom } from "./room";
import { followMeeting } from "./meeting";
import { runTimers } from "./timers";

followPublications();
followWork();
followMeeting();
runRoom();
runTimers();
focusErrors();
readCharts(document);
