// One machine of two cores: two pages at once, no more. What changes the figures or kills a process runs alone (NonParallelizable),
// before or after the rest: other tests expect nothing of the figures that it changes.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(2)]
