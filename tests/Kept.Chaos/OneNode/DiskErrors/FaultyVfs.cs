using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kept.Chaos.OneNode.DiskErrors;

/// <summary>
/// A file layer between SQLite and the file system of this process, which fails where <see cref="FaultPlan"/> says and passes
/// everything else on. Once installed it is there for every database that is opened afterwards.
/// </summary>
internal static unsafe class FaultyVfs
{
    private const int OpenReadOnly = 1;
    private static readonly int Header = sizeof(NativeFile) * 2; // keeps what follows aligned
    private static NativeVfs* real;
    private static NativeFileMethods* methods;

    public static void Install()
    {
        if (real is not null)
        {
            return;
        }

        real = NativeVfs.Find(null);
        methods = Methods();
        var faulty = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        *faulty = *real;
        faulty->Next = null;
        faulty->Name = (byte*)Marshal.StringToCoTaskMemUTF8("faulty");
        faulty->FileSize = Header + real->FileSize;
        faulty->Open = &Open;
        faulty->Delete = &Delete;
        if (NativeVfs.Register(faulty, asDefault: 1) != 0)
        {
            throw new InvalidOperationException("SQLite does not take the file layer.");
        }
    }

    private static NativeFileMethods* Methods()
    {
        var all = (NativeFileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeFileMethods));
        *all = new NativeFileMethods
        {
            Version = 2,
            Close = &Close, Read = &Read, Write = &Write, Truncate = &Truncate, Sync = &Sync, Size = &Size,
            Lock = &Lock, Unlock = &Unlock, CheckReserved = &CheckReserved, Control = &Control,
            SectorSize = &SectorSize, Characteristics = &Characteristics,
            MapShared = &MapShared, LockShared = &LockShared, Barrier = &Barrier, UnmapShared = &UnmapShared,
        };
        return all;
    }

    private static NativeFile* Behind(NativeFile* file) => (NativeFile*)((byte*)file + Header);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* given)
    {
        file->Methods = null;
        if ((flags & OpenReadOnly) == 0 && FaultPlan.ErrorOf(DiskOperation.Open) is not 0 and var error)
        {
            return error;
        }

        var result = real->Open(real, name, Behind(file), flags, given);
        file->Methods = Behind(file)->Methods is null ? null : methods;
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncFolder) =>
        FaultPlan.ErrorOf(DiskOperation.Delete) is not 0 and var error ? error : real->Delete(real, name, syncFolder);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file) => Behind(file)->Methods->Close(Behind(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, void* into, int count, long at) =>
        FaultPlan.ErrorOf(DiskOperation.Read) is not 0 and var error ? error : Behind(file)->Methods->Read(Behind(file), into, count, at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, void* from, int count, long at)
    {
        var error = FaultPlan.ErrorOf(DiskOperation.Write);
        if (error == 0)
        {
            return Behind(file)->Methods->Write(Behind(file), from, count, at);
        }

        if (FaultPlan.IsTorn(DiskOperation.Write))
        {
            Behind(file)->Methods->Write(Behind(file), from, count / 2, at);
        }

        return error;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long size) =>
        FaultPlan.ErrorOf(DiskOperation.Truncate) is not 0 and var error ? error : Behind(file)->Methods->Truncate(Behind(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) =>
        FaultPlan.ErrorOf(DiskOperation.Sync) is not 0 and var error ? error : Behind(file)->Methods->Sync(Behind(file), flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(NativeFile* file, long* size) =>
        FaultPlan.ErrorOf(DiskOperation.Size) is not 0 and var error ? error : Behind(file)->Methods->Size(Behind(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) =>
        FaultPlan.ErrorOf(DiskOperation.Lock) is not 0 and var error ? error : Behind(file)->Methods->Lock(Behind(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level) => Behind(file)->Methods->Unlock(Behind(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReserved(NativeFile* file, int* isReserved) => Behind(file)->Methods->CheckReserved(Behind(file), isReserved);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int operation, void* value) => Behind(file)->Methods->Control(Behind(file), operation, value);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file) => Behind(file)->Methods->SectorSize(Behind(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(NativeFile* file) => Behind(file)->Methods->Characteristics(Behind(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MapShared(NativeFile* file, int region, int size, int extend, void** memory) =>
        FaultPlan.ErrorOf(DiskOperation.MapShared) is not 0 and var error
            ? error
            : Behind(file)->Methods->MapShared(Behind(file), region, size, extend, memory);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LockShared(NativeFile* file, int offset, int count, int flags) =>
        Behind(file)->Methods->LockShared(Behind(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Barrier(NativeFile* file) => Behind(file)->Methods->Barrier(Behind(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnmapShared(NativeFile* file, int delete) => Behind(file)->Methods->UnmapShared(Behind(file), delete);
}
