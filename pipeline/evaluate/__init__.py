"""How good the extraction is: gold, scores with intervals, and what a change of rules gains and loses."""
