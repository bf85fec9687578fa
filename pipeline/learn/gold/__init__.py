"""Gold that goes out to be labelled and comes back: contract JSON Lines, DocBin, Label Studio and doccano."""
