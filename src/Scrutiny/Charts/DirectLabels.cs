namespace Scrutiny.Charts;

/// <summary>Sets labels beside the lines they name, as near as they can stand without touching.</summary>
internal static class DirectLabels
{
    /// <summary>Centres for labels of the given heights, each as near its wish as the others allow (least squares).</summary>
    /// <param name="wishes">Wished centre and height of each label, downwards. Labels keep the order of their wishes; equals keep the order given.</param>
    /// <param name="top">Upper bound of the first label.</param>
    /// <param name="bottom">Lower bound of the last; exceeded only where the labels are together taller than the space.</param>
    public static double[] Arrange(IReadOnlyList<(double Centre, double Height)> wishes, double top, double bottom)
    {
        var order = Enumerable.Range(0, wishes.Count).OrderBy(index => wishes[index].Centre).ToArray();
        var clusters = new List<Cluster>();
        foreach (var index in order)
        {
            var (centre, height) = wishes[index];
            var cluster = new Cluster([index], height, centre - (height / 2), Bounded(centre - (height / 2), height, top, bottom));
            while (clusters.Count > 0 && clusters[^1].Start + clusters[^1].Height > cluster.Start)
            {
                cluster = clusters[^1].Joined(cluster, top, bottom);
                clusters.RemoveAt(clusters.Count - 1);
            }

            clusters.Add(cluster);
        }

        var centres = new double[wishes.Count];
        foreach (var cluster in clusters)
        {
            var start = cluster.Start;
            foreach (var index in cluster.Members)
            {
                centres[index] = start + (wishes[index].Height / 2);
                start += wishes[index].Height;
            }
        }

        return centres;
    }

    private static double Bounded(double start, double height, double top, double bottom) => Math.Max(top, Math.Min(start, bottom - height));

    /// <summary>Labels that touch and move as one.</summary>
    /// <param name="Members">Their indexes, downwards.</param>
    /// <param name="Height">Of all together.</param>
    /// <param name="Wish">Mean of the starts that each member would give the cluster.</param>
    /// <param name="Start">Where the cluster begins.</param>
    private sealed record Cluster(IReadOnlyList<int> Members, double Height, double Wish, double Start)
    {
        public Cluster Joined(Cluster below, double top, double bottom)
        {
            var members = Members.Count + below.Members.Count;
            var wish = ((Wish * Members.Count) + ((below.Wish - Height) * below.Members.Count)) / members;
            var height = Height + below.Height;
            return new Cluster([.. Members, .. below.Members], height, wish, Bounded(wish, height, top, bottom));
        }
    }
}
