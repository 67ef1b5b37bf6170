// Most tests wait for sockets, disks and children; twice the cores of the smallest machine keeps those busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
