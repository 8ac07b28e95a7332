// Everything on a page works without this file. It adds two things: figures that refresh themselves when something is
// published, and charts whose points can be read one by one.
import { readCharts } from "./charts";
import { followPublications } from "./live";

followPublications();
readCharts(document);
