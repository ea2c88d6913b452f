extension Section {
  /// What scores at initialisation do not tell.
  ///
  /// - Parameter repeatCount: of each measurement.
  static func limits(repeatCount: Int) -> Section {
    Section(
      "What the metrics do not tell", id: "limits",
      [
        .notes(
          Notes(paragraphs: [
            "Scores are of freshly initialised networks. They are not accuracies: what a search "
              + "finds are candidates for training.",
            "Within As-ViT's space the authors report a Kendall τ of 0.49 between length "
              + "distortion and the accuracy of about 80 trained topologies.",
            "On public results for other spaces of vision transformers, length distortion ranks "
              + "architectures worse than their number of parameters does, and the condition "
              + "number is uninformative or has the wrong sign.",
            repeatCount > 1
              ? "± is the sample standard deviation over \(repeatCount) repeats with fresh "
                + "weights. Architectures that differ by less are hardly told apart."
              : "Each score is of one draw of weights, so its spread is not known.",
          ]))
      ])
  }
}
